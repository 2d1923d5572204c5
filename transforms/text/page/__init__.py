"""The reading of a page, in four steps that know nothing of one another.

``decoding`` makes text of bytes, ``date_header`` finds the date that heads the page, ``language`` says in which language its story is, and
``segmentation`` takes it apart into blocks. The steps of the pipeline that reject an input call them one by one, each for its own reasons:
reading decodes, parsing asks for date and language, segmenting never refuses.
"""
