"""Results as JUnit XML, which pipelines show beside their tests."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from .results import Level, Result


def junit(results: Sequence[Result], checks: Sequence[str] = ()) -> str:
    """The document: a suite for every check, a case for every result.

    Args:
        results: what was found.
        checks: checks that ran; one that found nothing has a case that passed.
    """
    root = ElementTree.Element("testsuites", name="adlz check")
    names = list(dict.fromkeys((*checks, *(result.check for result in results))))
    for name in names:
        own = [result for result in results if result.check == name]
        failed = [result for result in own if result.level in (Level.REFUSED, Level.UNKNOWN)]
        skipped = [result for result in own if result.level in (Level.ACCEPTED, Level.SUPPRESSED)]
        counts = {"tests": len(own) or 1, "failures": len(failed), "errors": 0, "skipped": len(skipped)}
        attributes = {"name": name, **{key: str(count) for key, count in counts.items()}}
        suite = ElementTree.SubElement(root, "testsuite", attributes)
        if not own:
            ElementTree.SubElement(suite, "testcase", classname=name, name="nothing found")
        for result in own:
            _case(suite, result)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _case(suite: ElementTree.Element, result: Result) -> None:
    where = {} if result.place is None else {"file": result.place.file, "line": str(max(result.place.line, 1))}
    attributes = {
        "classname": ".".join(filter(None, (result.check, result.stack))),
        "name": " ".join(filter(None, (result.rule, result.address))),
        **where,
    }
    case = ElementTree.SubElement(suite, "testcase", attributes)
    if result.level in (Level.REFUSED, Level.UNKNOWN):
        failure = ElementTree.SubElement(case, "failure", type=result.level.value, message=result.message)
        failure.text = "\n".join(
            filter(None, (result.message, f"change: {result.remedy}" if result.remedy else "", str(result.place or "")))
        )
    elif result.level in (Level.ACCEPTED, Level.SUPPRESSED):
        ElementTree.SubElement(case, "skipped", message=result.reason)
    else:
        ElementTree.SubElement(case, "system-out").text = result.message
