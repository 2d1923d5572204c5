"""Checks of staged files, for those who write them and for those who audit them; without Beam."""
