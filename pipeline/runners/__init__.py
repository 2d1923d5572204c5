"""What processes the work of a run: worker processes of our own on this machine, or any Beam runner."""
