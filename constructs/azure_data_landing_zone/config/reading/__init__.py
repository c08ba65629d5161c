"""Reads files: documents with the place of every value, and messages about mistakes."""
