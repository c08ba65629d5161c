"""The one door to CDK for Terraform and its provider bindings.

`framework` and `azurerm` start the Node process behind jsii; the other modules here do not.
"""
