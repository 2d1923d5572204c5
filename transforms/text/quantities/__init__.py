"""Amounts in the text of an article: counts, measures, percentages and money, as rows of ``quantities``.

What the span holds: the number with its scale, its currency and its unit ("$1.5 million", "12 km/h", "three per cent"), both ends of a range
with what stands between them; not the modifier ("more than") and not what is counted. ``unit`` is the unit the number counts, so that "70
cents" is 70 of ``cent`` with the currency of the dollar. A duration is a row of ``times``; here its number is a count of years or days. Ages
are left to ``times`` and ``entities``; clock times, dates, names ("F-16", "Highway 401"), scores and identifiers are no amounts.
"""

from transforms.text.quantities.extraction import extract as extract
