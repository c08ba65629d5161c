"""What people look at: the workbook, the dashboard and their queries, as data that is filled in."""

from .dashboard import dashboard
from .queries import alert_query, query, query_names
from .workbook import workbook

__all__ = ["alert_query", "dashboard", "query", "query_names", "workbook"]
