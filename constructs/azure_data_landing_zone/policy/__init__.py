"""Azure Policy over Terraform: a catalogue of policies, and their evaluation before apply.

```python
import json
from pathlib import Path

from azure_data_landing_zone import policy

stacks = {file.parent.name: json.loads(file.read_text()) for file in Path("cdktf.out/stacks").glob("*/cdk.tf.json")}
catalogue = policy.catalogue.load()
assignments = [policy.Assignment(catalogue.find("Deny-MachineLearning-HbiWorkspace"))]
for finding in policy.evaluate(policy.Resources.of_stacks(stacks), assignments).findings:
    ...
```
"""

from __future__ import annotations

from ..azure.policies.definition import Definition, Effect, Kind, Parameter, Variant
from ..azure.policies.problems import Mistake, PolicyError
from ..synthesized.terraform import TerraformError
from . import catalogue, given, trace
from .catalogue import Catalogue
from .effects import Change
from .evaluation import Assignment, Exemption, Finding, NotEvaluated, Outcome, Report, Selector, evaluate
from .given import Given
from .parameters import Values
from .resource import Resource
from .resources import Resources
from .rules import Evidence

__all__ = [
    "Assignment",
    "Catalogue",
    "Change",
    "Definition",
    "Effect",
    "Evidence",
    "Exemption",
    "Finding",
    "Given",
    "Kind",
    "Mistake",
    "NotEvaluated",
    "Outcome",
    "Parameter",
    "PolicyError",
    "Report",
    "Resource",
    "Resources",
    "Selector",
    "TerraformError",
    "Values",
    "Variant",
    "catalogue",
    "evaluate",
    "given",
    "trace",
]
