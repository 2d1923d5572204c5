"""A dataset as somebody would add it: one age that the text states a row. CONTRIBUTING shows it, ``test_a_new_dataset.py`` runs it."""
