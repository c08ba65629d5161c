"""The workbook, the dashboard and their queries."""

from .dashboard import dashboard
from .queries import alert_query, query, query_names
from .workbook import workbook

__all__ = ["alert_query", "dashboard", "query", "query_names", "workbook"]
