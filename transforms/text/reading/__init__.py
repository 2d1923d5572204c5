"""The reading of an article: its annotated text, and what every family of facts asks of it."""
