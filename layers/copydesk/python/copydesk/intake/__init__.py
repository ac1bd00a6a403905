"""Bytes from anywhere become an article."""
