"""The page as a person uses it: in Chromium, with mouse and keyboard, in both themes, on paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from azure_data_landing_zone import report
from support import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
Open = Callable[..., Page]


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Open]:
    """Opens the page; afterwards nothing was asked of a network and nothing said on the console."""
    said: list[str] = []
    contexts = []

    def opened(
        anchor: str = "", *, width: int = 1280, theme: str = "light", file: str = "index.html", clipboard: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"] if clipboard else [],
        )
        contexts.append(context)
        made = context.new_page()
        made.on("console", lambda message: said.append(message.text))
        made.on("pageerror", lambda error: said.append(str(error)))
        made.on(
            "request",
            lambda request: said.append(request.url) if not request.url.startswith(("file:", "data:")) else None,
        )
        made.goto(f"file://{site}/{file}{anchor}")
        return made

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_a_search_finds_resources_and_marks_them(page: Open) -> None:
    shown = page()
    inventory = shown.locator("#inventory")
    inventory.scroll_into_view_if_needed()
    expect(inventory.get_by_role("status")).to_contain_text("rows, the first 100 are shown")
    inventory.get_by_role("searchbox").fill("key vault churn")
    expect(inventory.get_by_role("status")).to_contain_text(" of ")
    names = inventory.locator("tbody tr").all_inner_texts()
    assert names
    assert all("churn" in name.lower() for name in names)
    assert inventory.locator("mark").first.inner_text().lower() in {"key", "vault", "churn"}
    inventory.get_by_label("Environment").select_option("prod")
    expect(inventory.locator("tbody tr").first).to_contain_text("churn-prod")
    assert {text.split("\t")[0] for text in inventory.locator("tbody tr").all_inner_texts()} == {"churn-prod"}
    inventory.get_by_role("searchbox").fill("no such thing")
    expect(inventory.get_by_role("status")).to_contain_text("0 of ")


def test_tables_are_sorted_and_continued(page: Open) -> None:
    names = page().locator("#names")
    names.scroll_into_view_if_needed()
    names.get_by_role("button", name="Name and resource id").click()
    header = names.locator("th[aria-sort]")
    expect(header).to_have_attribute("aria-sort", "ascending")
    first = names.locator("tbody tr").first.inner_text()
    names.get_by_role("button", name="Name and resource id").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    assert names.locator("tbody tr").first.inner_text() != first
    names.get_by_role("button", name="Show more").click()
    assert names.locator("tbody tr").count() > 100
    expect(names.get_by_role("button", name="Show more")).to_be_hidden()


def test_products_are_found_and_chosen(page: Open) -> None:
    shown = page()
    products = shown.locator("#products")
    expect(products.get_by_role("heading", level=3)).to_have_text("Churn in dev")
    products.get_by_role("search", name="Products", exact=True).get_by_role("searchbox").fill("machines")
    expect(shown.locator("#product-count")).to_have_text("1 of 4 products")
    products.get_by_label("Environment").select_option("prod")
    expect(products.get_by_role("link", name="Predictive maintenance in dev")).to_be_hidden()
    products.get_by_role("link", name="Predictive maintenance in prod").click()
    heading = products.get_by_role("heading", level=3)
    expect(heading).to_have_text("Predictive maintenance in prod")
    expect(heading).to_be_focused()
    assert shown.url.endswith("#product-maintenance-prod")
    pictures = products.get_by_role("img")
    expect(pictures).to_have_count(2)
    expect(pictures.first).to_have_accessible_name("How Predictive maintenance in prod is reached")
    for picture in pictures.all():
        box = picture.locator("use").bounding_box()
        assert box is not None
        assert box["width"] > 300
    expect(products.locator("[aria-label='Table: Roles in maintenance-prod'] tbody tr").first).to_be_visible()


def test_an_address_leads_to_a_product(page: Open) -> None:
    expect(page("#product-churn-prod").locator("#deployment h3")).to_have_text("Churn in prod")


def test_what_others_computed_is_there(page: Open) -> None:
    shown = page("#product-churn-prod")
    expect(shown.locator("#cost")).to_contain_text("churn@contoso.com")
    expect(shown.locator("#cost")).to_contain_text("Standard DSv3")
    row = shown.locator("#policies tr", has_text="churn-dev").filter(has_text="0 of 3")
    expect(row).to_contain_text("✗ refused hbi")
    expect(shown.locator("#paths")).to_contain_text("the remote state is reached through its firewall")
    expect(shown.locator("#deployment")).to_contain_text("2,000 a month")


def test_the_theme_is_the_systems_until_somebody_chooses(page: Open) -> None:
    light, dark = page(), page(theme="dark")
    assert background(light) == "rgb(255, 255, 255)"
    assert background(dark) != background(light)
    button = light.get_by_role("button", name="Theme")
    expect(button).to_have_text("Theme: automatic")
    button.click()
    button.click()
    expect(button).to_have_text("Theme: dark")
    assert background(light) == background(dark)
    fill = "getComputedStyle(document.querySelector('#overview .node.resource rect, #overview .node rect')).fill"
    assert light.evaluate(fill) == dark.evaluate(fill)
    light.reload()
    expect(light.get_by_role("button", name="Theme")).to_have_text("Theme: dark")


def test_a_keyboard_is_enough(page: Open) -> None:
    shown = page()
    shown.keyboard.press("Tab")
    skip = shown.get_by_role("link", name="To the contents")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    walked = []
    for _ in range(40):
        shown.keyboard.press("Tab")
        walked.append(
            shown.evaluate(
                """() => { const e = document.activeElement, box = e.getBoundingClientRect();
                   return [e.getAttribute('aria-label') || e.textContent.trim().slice(0, 30), box.width > 0, box.top < innerHeight,
                     getComputedStyle(e).outlineStyle] }"""
            )
        )
    assert [name for name, *_ in walked[:3]] == ["Theme: automatic", "Print", "Overview"]
    assert all(visible and reached and outline != "none" for _, visible, reached, outline in walked), walked
    assert "Exploration in dev" in [name for name, *_ in walked]
    shown.get_by_role("link", name="Churn in prod").focus()
    shown.keyboard.press("Enter")
    expect(shown.locator("#deployment h3")).to_be_focused()
    shown.keyboard.press("Tab")
    assert "files for a first job" in str(shown.evaluate("document.activeElement.textContent"))
    shown.keyboard.press("Tab")
    assert "How Churn in prod is reached" in str(shown.evaluate("document.activeElement.getAttribute('aria-label')"))


VIEWS = pytest.mark.parametrize(
    ("theme", "width", "rules"),
    [("light", 1280, []), ("dark", 1280, ["color-contrast"]), ("light", 390, ["color-contrast", "target-size"])],
    ids=["light", "dark", "narrow"],
)


@VIEWS
def test_nobody_is_left_out(page: Open, theme: str, width: int, rules: list[str], tmp_path: Path) -> None:
    shown = page("#product-churn-prod", theme=theme, width=width)
    for table in shown.locator("main .table").all():
        table.scroll_into_view_if_needed()
        expect(table.locator("tbody tr").first).to_be_attached()
    nothing_is_found(shown, rules, least=30)
    shown.screenshot(path=tmp_path / "page.png", full_page=True)
    assert (tmp_path / "page.png").stat().st_size > 100_000


def nothing_is_found(shown: Page, rules: list[str], *, least: int) -> None:
    """Axe has no objection, and the page does not scroll sideways.

    Args:
        shown: the page.
        rules: the rules of axe that are tried; all if empty.
        least: how many rules must have found something to judge, if all are tried.
    """
    shown.evaluate(AXE.read_text(encoding="utf-8"))
    found = shown.evaluate(
        "rules => axe.run(document, {resultTypes: ['violations'], ...(rules.length && {runOnly: rules})})", rules
    )
    violations = [
        (violation["id"], [node["html"][:200] for node in violation["nodes"][:3]]) for violation in found["violations"]
    ]
    assert violations == []
    assert len(found["passes"]) == len(rules) if rules else len(found["passes"]) > least
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"


@VIEWS
@pytest.mark.parametrize("stack", ["churn-dev", "maintenance-prod"])
def test_nobody_is_left_out_of_the_page_of_a_product(
    page: Open, stack: str, theme: str, width: int, rules: list[str], tmp_path: Path
) -> None:
    shown = page(theme=theme, width=width, file=f"products/{stack}.html")
    expect(shown.get_by_role("heading", level=2)).to_have_count(14)
    nothing_is_found(shown, rules, least=25)
    shown.screenshot(path=tmp_path / "page.png", full_page=True)
    assert (tmp_path / "page.png").stat().st_size > 100_000


def test_the_report_leads_to_the_page_of_a_product(page: Open) -> None:
    shown = page("#product-churn-dev")
    shown.get_by_role(
        "link", name="studio, data, compute, files for a first job, and settings with their places"
    ).click()
    expect(shown.get_by_role("heading", level=1)).to_have_text("Churn in dev")
    shown.get_by_role("link", name="Compute", exact=True).click()
    assert shown.url.endswith("products/churn-dev.html#compute")
    expect(shown.get_by_role("link", name="Compute", exact=True)).to_have_attribute("aria-current", "true")
    light = background(shown)
    shown.get_by_role("button", name="Theme").click()
    shown.get_by_role("button", name="Theme").click()
    assert background(shown) != light


def test_files_of_a_product_are_copied(page: Open, made: report.Report) -> None:
    shown = page(file="products/churn-dev.html", clipboard=True)
    figure = shown.locator("figure", has_text="job.yml").first
    figure.get_by_role("button", name="Copy").click()
    expect(figure.get_by_role("button")).to_have_text("Copied")
    copied = str(shown.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith("$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\n")
    assert copied in made.products["churn-dev.md"]


def test_paper_has_what_the_screen_has_but_for_controls(page: Open, tmp_path: Path) -> None:
    shown = page("#product-churn-dev", theme="dark")
    shown.emulate_media(media="print")
    assert background(shown) == "rgb(255, 255, 255)"
    for control in (".side", ".tools", ".filters"):
        expect(shown.locator(control).first).to_be_hidden()
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(shown.locator("#inventory tbody tr")).to_have_count(100)
    clipped = "[...document.querySelectorAll('.scroll')].filter(e => getComputedStyle(e).overflow !== 'visible').length"
    assert json.dumps(shown.evaluate(clipped)) == "0"
    shown.pdf(path=tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
