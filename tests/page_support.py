"""Pages of products, for tests of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from azure_data_landing_zone import config
from azure_data_landing_zone.report.estate import Estate
from azure_data_landing_zone.report.product_page import Page, Section, product_page
from support import Json


def page_of(zone: Json, stack: str = "churn-dev", documents: Mapping[str, Any] | None = None) -> Page:
    configuration = config.parse(zone)
    (layout,) = (layout for layout in configuration.products if layout.stack == stack)
    return product_page(configuration, layout, Estate(configuration, documents or {}))


def section(page: Page, key: str) -> Section:
    (found,) = (one for one in page.sections if one.key == key)
    return found


def loaded(page: Page, name: str) -> dict[str, Any]:
    content = yaml.safe_load(page.files[name].text)
    assert isinstance(content, dict)
    return content
