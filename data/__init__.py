"""Data that come with cinet; see the SOURCE.md of each."""
