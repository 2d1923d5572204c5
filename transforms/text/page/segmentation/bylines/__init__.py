"""Bylines: which lines name the authors, and who they are, without titles and outlets.

``people`` reads a name, ``signature`` the parts of a line, ``wording`` says which lines are bylines.
"""

from transforms.text.page.segmentation.bylines.signature import Signature, read
from transforms.text.page.segmentation.bylines.wording import agencies, by, is_aged_name, is_agency, is_dated, is_name, is_role, is_signed

__all__ = ["Signature", "agencies", "by", "is_aged_name", "is_agency", "is_dated", "is_name", "is_role", "is_signed", "read"]
