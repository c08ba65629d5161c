"""The report of a landing zone: inventory, access, network, open paths and cost, as a page and as Markdown.

```python
from azure_data_landing_zone import report

made = report.make(configuration, stacks, report.Given(results=results), node="/usr/bin/node")
made.write(Path("site"))
```
"""

from .contents import Given
from .making import Report, make
from .pictures import PictureError
from .rows import BudgetRow, PolicyRow, QuotaRow

__all__ = ["BudgetRow", "Given", "PictureError", "PolicyRow", "QuotaRow", "Report", "make"]
