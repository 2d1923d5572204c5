"""Segmentation: a raw page in, its blocks out (see docs/segmentation.md)."""
