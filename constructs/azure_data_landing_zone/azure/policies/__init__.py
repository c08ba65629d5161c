"""Definitions of Azure Policy as data: how they are written, and those that come with the library."""
