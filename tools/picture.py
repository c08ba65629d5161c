"""Renews `docs/pictures/report.png`, the picture of the report in README and on the front page: `make picture`.

It needs Chromium, as the tests of the report do. The scale keeps the file below 200 kB.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from azure_data_landing_zone.cli.app import app

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "report.png"
CONFIGURATION = ROOT / "apps" / "contoso" / "landing-zone.yaml"
WIDTH, HEIGHT, SCALE = 1400, 1240, 0.75


def main() -> None:
    """Writes the picture."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next((path for name in names if (path := shutil.which(name))), None)
    if chromium is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        app(["report", "-c", str(CONFIGURATION), "-o", folder], standalone_mode=False)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", device_scale_factor=SCALE
            )
            page.goto((Path(folder) / "index.html").as_uri())
            page.screenshot(path=PICTURE)
            browser.close()


if __name__ == "__main__":
    main()
