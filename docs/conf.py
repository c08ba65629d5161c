"""The documentation site: `make docs`."""

from importlib.metadata import version as installed_version

project = "Azure data landing zone"
copyright = "the authors, Apache-2.0"  # noqa: A001  (Sphinx names it so)
release = version = installed_version("azure-data-landing-zone")

extensions = ["myst_parser", "sphinx_copybutton"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True
# Pages are read in the repository as well, so they link as files do.
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]

html_theme = "furo"
html_title = project
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
