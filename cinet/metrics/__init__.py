"""Measures of a network: a Network in, pandas out."""
