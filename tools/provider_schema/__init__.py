"""What makes azurerm replace a resource, read from the source of the provider; nothing of it is built or run."""
