"""Azure data landing zones and their machine-learning data products, as typed Python for Terraform."""
