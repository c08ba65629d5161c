"""What Terraform sends, as data: one file per Azure resource type."""
