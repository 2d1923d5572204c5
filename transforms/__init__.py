"""What Beam does: one PTransform a module, the module named for the verb."""
