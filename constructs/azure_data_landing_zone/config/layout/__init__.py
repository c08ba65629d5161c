"""Names, resource ids, address ranges, role assignments and policy assignments, computed from the models."""
