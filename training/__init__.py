"""What fits the weights: from annotated news to the tables in the package. The product never imports it, and it is not installed.

``make weights GOLD=folder`` rebuilds every fitted table, byte for byte the same each time:

- :mod:`training.names`: the weights of the name tagger (``names/weights.tsv``), from the task ``mentions``, and from the texts of ``places``,
  ``coreference`` and ``segments-broad/train``, in which no name is annotated;
- :mod:`training.places`: what is a place and which one it is (``places/weights.tsv``, ``places/senses.tsv``), from the task ``places`` and
  the scenes of :mod:`training.world_news`;
- :mod:`training.segments`: what a page's lines are (``segmentation/weights.tsv``), from the pages of ``segments-broad/train``;
- :mod:`training.gazetteer` (``make gazetteer``): the gazetteer's tables, from packages that carry GeoNames data;
- :mod:`training.words` (``make words``): clusters of words (``words/clusters.tsv``), from a package that carries the vectors of GloVe.

A third of the documents of each task is held out (:func:`training.corpus.is_held_out`), of the pages those of some sites
(:func:`training.segments.is_set_aside`). What was fitted on is written down by digest in ``pipeline/evaluation/fitted.tsv``, and
``newsbeam evaluate`` reports those documents apart. Weights set by hand are in ``by_hand.tsv``.
"""
