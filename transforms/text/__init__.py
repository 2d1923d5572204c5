"""How a thing is done: plain functions over text and annotated text; no Beam."""
