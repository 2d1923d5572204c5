"""Measuring the published rows against annotated news: one module a task, each with ``score(documents, predicted)``."""
