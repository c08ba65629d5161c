"""What one model alone cannot check: rules across sections, products and files."""
