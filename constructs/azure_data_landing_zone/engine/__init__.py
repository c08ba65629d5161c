"""The only room that imports CDK for Terraform and the provider bindings.

`framework` and `azurerm` start the Node process behind jsii; the other modules here do not.
"""
