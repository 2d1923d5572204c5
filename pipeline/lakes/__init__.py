"""Where versions are kept and published: one protocol, and the stores that keep it."""
