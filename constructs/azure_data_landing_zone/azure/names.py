"""Names of Azure resources: rules per type, and names built from a pattern."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from . import tables

#: The Cloud Adoption Framework's convention: type, workload, environment, region, instance.
DEFAULT_PATTERN = "{abbreviation}-{landing_zone}-{product}-{environment}-{region}-{instance}"
#: What a naming pattern may refer to.
PLACEHOLDERS = ("abbreviation", "landing_zone", "product", "environment", "region", "instance")
#: Parts that are left out, one after the other, when a name would be too long.
_EXPENDABLE = ("instance", "region", "landing_zone")
_SUFFIX_LENGTH = 5


#: What a name of each form looks like, for people.
_FORMS = {
    "(?!.*-ondemand)[a-z0-9]([a-z0-9-]*[a-z0-9])?": (
        "lower-case letters, digits and dashes, no dash at its ends, and no -ondemand"
    ),
    "[A-Za-z0-9()_.-]*[A-Za-z0-9_-]": "letters, digits, ( ) _ . and -, and no dot at its end",
    "[A-Za-z0-9-]+": "letters, digits and dashes",
    "[A-Za-z0-9](?!.*--)[A-Za-z0-9-]*[A-Za-z0-9]": "letters, digits and single dashes, no dash at its ends",
    "[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?": "letters, digits, _ and -, with a letter or digit at its ends",
    "[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?": (
        "letters, digits, _ . and -, with a letter or digit first and no dot or dash at its end"
    ),
    "[A-Za-z0-9]+": "letters and digits",
    "[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]": "letters, digits and dashes, no dash at its ends",
    "[A-Za-z0-9][A-Za-z0-9_-]*": "letters, digits, _ and -, with a letter or digit first",
    "[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9_]": (
        "letters, digits, _ . and -, with a letter or digit first and no dot or dash at its end"
    ),
    "[A-Za-z0-9_().-]*[A-Za-z0-9_()-]": "letters, digits, _ ( ) . and -, and no dot at its end",
    "[A-Za-z0-9_-]+": "letters, digits, _ and -",
    "[A-Za-z](?!.*--)[A-Za-z0-9-]*[A-Za-z0-9]": (
        "letters, digits and single dashes, with a letter first and no dash at its end"
    ),
    "\\$(root|web|logs)|[a-z0-9](?!.*--)[a-z0-9-]*[a-z0-9]": (
        "lower-case letters, digits and single dashes, no dash at its ends; or $root, $web, $logs"
    ),
    "[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63}){1,33}": (
        "2 to 34 labels of letters, digits, _ and -, with a dot between them"
    ),
    "[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]": "letters, digits and dashes, with a letter first and no dash at its end",
    "[A-Za-z][A-Za-z0-9]*": "letters and digits, with a letter first",
    "[^<>*%&:\\\\/?@\\x00-\\x1f-]*[^<>*%&:\\\\/?@\\x00-\\x1f\\s.-]": (
        "none of < > * % & : \\ / ? @ - and no dot or space at its end"
    ),
    "[^%&\\\\?/]*[^%&\\\\?/. ]": "none of % & \\ ? / and no dot or space at its end",
    "[^:<>+/&%\\\\?|]*[^:<>+/&%\\\\?|. ]": "none of : < > + / & % \\ ? | and no dot or space at its end",
    "[^*#&+:<>?@%{}\\\\/]*[^*#&+:<>?@%{}\\\\/. ]": (
        "none of * # & + : < > ? @ % { } \\ / and no dot or space at its end"
    ),
    "[^*#&+:<>?@%{}\\\\/|]*[^*#&+:<>?@%{}\\\\/|. ]": (
        "none of * # & + : < > ? @ % { } \\ / | and no dot or space at its end"
    ),
    "[a-z0-9]+": "lower-case letters and digits",
}


class Uniqueness(StrEnum):
    """Where a name must be unique."""

    GLOBAL = "global"
    SUBSCRIPTION = "subscription"
    RESOURCE_GROUP = "resource_group"
    PARENT = "parent"


@dataclass(frozen=True, kw_only=True)
class NameForm:
    """The form of the names of resources of one type."""

    type: str
    shortest: int
    longest: int
    pattern: str

    def objection(self, name: str) -> str:
        """Why `name` is not allowed, as the end of a sentence; empty if it is."""
        if not self.shortest <= len(name) <= self.longest:
            return f"has {len(name)} characters, allowed are {self.shortest} to {self.longest}"
        if not re.fullmatch(self.pattern, name):
            article = "an" if self.type[0] in "aeio" else "a"
            return f"is not what Azure allows for {article} {self.type.replace('_', ' ')}: {_FORMS[self.pattern]}"
        return ""


@dataclass(frozen=True, kw_only=True)
class NameRule(NameForm):
    """How resources of one type may be called, and how the naming convention calls them."""

    arm_type: str
    abbreviation: str
    separator: str
    unique: Uniqueness
    soft_delete: bool = False


@functools.cache
def rules() -> Mapping[str, NameRule]:
    """The naming rules of all resource types that we create."""
    return {
        type_: NameRule(
            type=type_,
            arm_type=row["arm_type"],
            abbreviation=row.get("abbreviation", ""),
            shortest=row["length"][0],
            longest=row["length"][1],
            pattern=row["pattern"],
            separator=row.get("separator", "-"),
            unique=Uniqueness(row["unique"]),
            soft_delete=row.get("soft_delete", False),
        )
        for type_, row in tables.read("names").items()
    }


@functools.cache
def forms() -> Mapping[str, NameForm]:
    """The forms of names by resource type, in Terraform and in Azure."""
    by_type: dict[str, NameForm] = {rule.arm_type: rule for rule in rules().values()}
    for type_, row in tables.read("names").items():
        by_type |= dict.fromkeys(row.get("terraform", [f"azurerm_{type_}"]), rules()[type_])
    for type_, row in tables.read("further_names").items():
        (shortest, longest), pattern = row["length"], row["pattern"]
        form = NameForm(type=type_, shortest=shortest, longest=longest, pattern=pattern)
        by_type |= dict.fromkeys(row["terraform"], form)
    return by_type


def abbreviated() -> tuple[str, ...]:
    """The resource types whose names by the convention contain an abbreviation."""
    return tuple(type_ for type_, rule in rules().items() if rule.abbreviation)


def reserved_word(name: str) -> str:
    """The reserved word that keeps a name from being that of a resource with an endpoint; empty if there is none."""
    words, lowered = tables.read("reserved_words"), name.lower()
    reserved = [word for word in words["anywhere"] if word in lowered]
    reserved += [word for word in words["at_the_start"] if lowered.startswith(word)]
    reserved += [word for word in words["whole"] if word == lowered]
    return reserved[0] if reserved else ""


def stable_suffix(*identity: str) -> str:
    """Five letters and digits that depend on `identity` alone; the same on every machine."""
    digest = hashlib.sha256("/".join(identity).lower().encode()).digest()
    return base64.b32encode(digest).decode().lower()[:_SUFFIX_LENGTH]


def placeholders(pattern: str) -> set[str]:
    """The placeholders that a pattern refers to.

    Raises:
        ValueError: the pattern is malformed.
    """
    fields = set()
    for _, field, form, conversion in string.Formatter().parse(pattern):
        if form or conversion:
            raise ValueError(f"{{{field}}} has more than a name between its braces")
        if field is not None:
            fields.add(field)
    return fields


def build(rule: NameRule, pattern: str, parts: Mapping[str, str], *, label: str = "", suffix: str = "") -> str:
    """The name that `pattern` gives a resource.

    Instance, region and landing zone are left out, in this order, while the name is too long. A globally unique
    name ends in `suffix`; it alone is cut if that is not enough, since its suffix keeps it unique.

    Args:
        rule: the rule of the resource's type.
        pattern: text with placeholders, see `PLACEHOLDERS`.
        parts: a value for every placeholder, empty ones are skipped.
        label: set apart resources of one type in one group, such as the subnet's purpose; appended.
        suffix: the stable suffix of a globally unique name.
    """
    room = rule.longest - (len(rule.separator + suffix) if suffix else 0)
    left = dict(parts)
    name = _render(rule, pattern, left, label)
    for expendable in _EXPENDABLE:
        if len(name) <= room:
            break
        left[expendable] = ""
        name = _render(rule, pattern, left, label)
    if suffix:
        name = name[:room].rstrip("-_.") + rule.separator + suffix
    return name


def _render(rule: NameRule, pattern: str, parts: Mapping[str, str], label: str) -> str:
    text = pattern.format(**{name: parts.get(name, "") for name in PLACEHOLDERS})
    text = "-".join(piece for piece in (text, label) if piece)
    text = re.sub(r"([-_.])[-_.]+", r"\1", text).strip("-_.")
    return text if rule.separator else re.sub(r"[^A-Za-z0-9]", "", text).lower()
