"""Temporal expressions: an annotated article in, rows of ``times`` out, typed and resolved as TIMEX3 (TimeML 1.2.1).

:mod:`~transforms.text.times.grammar` lists the rows that find candidates; each is defined beside the function that reads it, in the module of its
kind (dates, days, clocks, quarters, years …). The publication date anchors what is deictic ("yesterday", "last month", a bare weekday), the story's
own last date what is anaphoric ("the same day", "a year earlier"). What cannot be resolved safely keeps the placeholders of TIMEX3.
"""

from transforms.text.times.extraction import extract as extract
