"""Evaluates over synthesized stacks whether everything that must communicate can communicate."""
