"""The requests of Terraform as data: one file per Azure resource type."""
