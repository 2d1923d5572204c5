"""Credits: what a picture's credit looks like, where it stands in a line, and whom it names.

``agencies`` knows the names of agencies and outlets; ``people`` reads a credit ("Ana Lind/AFP" names a person and an agency); ``brackets``
and ``tails`` find the credit with which a line ends; ``whole`` tells the lines that are nothing else; ``signoff`` those with
which a story ends.
"""

from transforms.text.page.segmentation.credits.agencies import AGENCIES, LAST_WORDS, STORY_AGENCIES, is_outlet, is_source
from transforms.text.page.segmentation.credits.brackets import middles
from transforms.text.page.segmentation.credits.people import parse
from transforms.text.page.segmentation.credits.signoff import is_desk, is_sign_off, signer
from transforms.text.page.segmentation.credits.tails import find, name_tail
from transforms.text.page.segmentation.credits.whole import is_credit_line, is_picture_source, stands_above_caption

LABELLED = "below a credit's label"
"""What is said of a credit that its label on the line above gives away, and of the label."""

__all__ = [
    "AGENCIES", "LABELLED", "LAST_WORDS", "STORY_AGENCIES", "find", "is_credit_line", "is_desk", "is_outlet", "is_picture_source", "is_sign_off",
    "is_source", "middles", "name_tail", "parse", "signer", "stands_above_caption",
]  # fmt: skip
