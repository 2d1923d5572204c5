"""Clusters that are made on this machine for the purpose, and what a run does on them."""
