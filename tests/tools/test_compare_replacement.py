"""The table of what forces replacement is compared with a provider's source, here with one of a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest

import compare_replacement
from provider_schema.facts import Facts, facts
from provider_schema.packages import Source
from provider_schema.schemas import Reader

UNTYPED = """
package box

import (
	"github.com/hashicorp/terraform-provider-azurerm/internal/features"
	"github.com/hashicorp/terraform-provider-azurerm/internal/services/box/helpers"
	"github.com/hashicorp/terraform-provider-azurerm/internal/tf/pluginsdk"
	"github.com/hashicorp/shared/commonschema"
)

func resourceBox() *pluginsdk.Resource {
	r := &pluginsdk.Resource{
		Create: resourceBoxCreate,
		// A comment with "ForceNew: true" says nothing.
		Schema: map[string]*pluginsdk.Schema{
			"name": {Type: pluginsdk.TypeString, Required: true, ForceNew: true, ValidateFunc: func(v interface{}) bool { return v == "{" }},
			"location": commonschema.Location(),
			"size": {Type: pluginsdk.TypeString, Optional: true, ForceNew: true, Default: string(commonschema.SizeSmall)},
			"kept": {Type: pluginsdk.TypeString, Optional: true, Computed: true, ForceNew: true},
			"free": {Type: pluginsdk.TypeInt, Optional: true, Default: 3},
			"owner": {Type: pluginsdk.TypeString, Required: true, ForceNew: true},
			"rules": {Type: pluginsdk.TypeSet, Optional: true, Elem: &pluginsdk.Schema{Type: pluginsdk.TypeString}},
			"pool": schemaPool(),
			"made": {Type: pluginsdk.TypeString, Computed: true},
		},
		CustomizeDiff: pluginsdk.CustomDiffWithAll(
			pluginsdk.ForceNewIfChange("pool.0.count", func(ctx context.Context, old, new, meta interface{}) bool {
				return old.(int) > new.(int)
			}),
		),
	}

	if !features.FivePointOh() {
		r.Schema["owner"] = &pluginsdk.Schema{Type: pluginsdk.TypeString, Optional: true}
		r.CustomizeDiff = helpers.LegacyCustomizeDiff
	}
	return r
}

func schemaPool() *pluginsdk.Schema {
	return &pluginsdk.Schema{
		Type: pluginsdk.TypeList, Optional: true, ForceNew: true, MaxItems: 1,
		Elem: &pluginsdk.Resource{
			Schema: func() map[string]*pluginsdk.Schema {
				s := map[string]*pluginsdk.Schema{
					"kind": {Type: pluginsdk.TypeString, Required: true, ForceNew: true},
					"count": {Type: pluginsdk.TypeInt, Required: true},
					"gone": {Type: pluginsdk.TypeInt, Required: true, ForceNew: true},
					"phrase": {Type: pluginsdk.TypeString, Optional: true, Sensitive: true},
				}
				delete(s, "gone")
				for k, v := range map[string]*pluginsdk.Schema{"more": {Type: pluginsdk.TypeInt, Optional: true, ForceNew: true}} {
					s[k] = v
				}
				return s
			}(),
		},
	}
}
"""
HELPERS = """
package helpers

func LegacyCustomizeDiff(_ context.Context, diff *pluginsdk.ResourceDiff, _ any) error {
	if diff.HasChange("owner") {
		return diff.ForceNew("owner")
	}
	return nil
}
"""
TYPED = """
package box

type LidResource struct{}

func (r LidResource) ResourceType() string {
	return "azurerm_lid"
}

func (r LidResource) Arguments() map[string]*pluginsdk.Schema {
	arguments := map[string]*pluginsdk.Schema{
		"box_id": {Type: pluginsdk.TypeString, Required: true, ForceNew: true},
	}
	return r.more(arguments)
}

func (r LidResource) more(fields map[string]*pluginsdk.Schema) map[string]*pluginsdk.Schema {
	fields["colour"] = &pluginsdk.Schema{Type: pluginsdk.TypeString, Optional: true, ForceNew: true}
	return fields
}
"""
FILES = {
    "go.mod": "module github.com/hashicorp/terraform-provider-azurerm\n",
    "CHANGELOG.md": "## 4.99.0 (Unreleased)\n\n## 4.98.0 (January 1, 2027)\n",
    "internal/services/box/registration.go": """
package box

func (r Registration) SupportedResources() map[string]*pluginsdk.Resource {
	return map[string]*pluginsdk.Resource{
		"azurerm_box": resourceBox(),
	}
}
""",
    "internal/services/box/box_resource.go": UNTYPED,
    "internal/services/box/lid_resource.go": TYPED,
    "internal/services/box/helpers/legacy.go": HELPERS,
    "vendor/github.com/hashicorp/shared/commonschema/location.go": """
package commonschema

const SizeSmall Size = "Small"

func Location() *schema.Schema {
	return &schema.Schema{Type: schema.TypeString, Required: true, ForceNew: true}
}
""",
}
TABLE = """
azurerm_box:
  arguments: [name, location, size, pool.kind, pool.more]
  computed: [kept]
  blocks: [pool]
  defaults: {size: Small}
  sets: [rules]
  sensitive: [pool.phrase]
  conditional:
    - {argument: pool.count}
    - {argument: owner}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path


def read(source: Path, major: int) -> dict[str, Facts]:
    reader = Reader(Source(source), major)
    found = list(reader.resources({"azurerm_box", "azurerm_lid"}))
    assert [one.problems for one in found] == [[], []]
    return {one.type: facts(one) for one in found}


def test_schemas_are_read_through_functions_packages_and_branches(source: Path) -> None:
    box = read(source, 4)["azurerm_box"]
    assert box.arguments == {"name", "location", "size", "pool.kind", "pool.more"}
    assert (box.computed, box.blocks, box.sets) == ({"kept"}, {"pool"}, {"rules"})
    assert (box.defaults, box.sensitive) == ({"size": "Small"}, {"pool.phrase"})
    assert box.conditional == {"pool.count", "owner"}


def test_what_a_later_major_version_changes_is_read_for_that_version(source: Path) -> None:
    assert "owner" in read(source, 5)["azurerm_box"].arguments
    assert "owner" not in read(source, 4)["azurerm_box"].arguments


def test_typed_resources_are_read_with_their_methods(source: Path) -> None:
    assert read(source, 4)["azurerm_lid"].arguments == {"box_id", "colour"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"arguments": ["name", "location", "size", "pool.kind"]}, ["arguments: + pool.more"]),
        ({"computed": ["kept", "made"]}, ["computed: - made"]),
        ({"blocks": []}, ["blocks: + pool"]),
        ({"sets": []}, ["sets: + rules"]),
        ({"conditional": [{"argument": "owner"}]}, ["conditional: + pool.count"]),
        ({"defaults": {"size": "Large"}}, ["defaults: + size: 'Small'"]),
        ({"defaults": {"size": "Small", "free": 3}}, ["defaults: - free"]),
    ],
)
def test_each_difference_is_a_line(
    source: Path,
    changed: dict[str, object],
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import yaml

    table = yaml.safe_load(TABLE)
    table["azurerm_box"] |= changed
    monkeypatch.setattr(
        compare_replacement.tables, "read", lambda name: table if name == "replacement" else {"types": {}}
    )
    monkeypatch.setattr(compare_replacement, "hidden", lambda *_: True)
    status = compare_replacement.main([str(source)])
    *lines, last = capsys.readouterr().out.splitlines()
    assert lines == [f"azurerm_box {line}" for line in said]
    assert last == f"1 types compared with azurerm 4, {len(said)} differences"
    assert status == bool(said)


def test_a_type_that_the_source_lacks_is_told(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        compare_replacement.tables, "read", lambda name: {"azurerm_bag": {}} if name == "replacement" else {"types": {}}
    )
    assert compare_replacement.main([str(source), "--major", "5"]) == 1
    assert "azurerm_bag: - not in the source" in capsys.readouterr().out
