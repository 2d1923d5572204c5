"""Tests of the benchmarks that documents rest on."""
