"""A comparison as Markdown, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from . import wording
from .model import Changes, StackChange

#: By this line a pipeline finds the comment that it made before.
MARKER = "<!-- adlz diff{} -->"
#: GitHub takes 65,536 characters; Azure DevOps 150,000.
LONGEST = 65_000


def as_markdown(changes: Changes, *, key: str = "", longest: int = LONGEST) -> str:
    """The result of a comparison: the risks, then a fold for every stack.

    Args:
        changes: what was found.
        key: tells the comments of several landing zones on one pull request apart.
        longest: the characters that the comment may have. What would be longer is told by its number; what must not be
            overlooked stands first.
    """
    head = [
        MARKER.format(f" {key}" if key else ""),
        f"### {_plain(changes.before)} → {_plain(changes.after)}",
        "",
        f"**{wording.summary(changes)}**",
        "",
    ]
    risks = list(wording.risks(changes))
    if risks:
        kind = "CAUTION" if any(effect.refused for effect in changes.effects) else "NOTE"
        head += [f"> [!{kind}]", *(f"> {_escaped(line)}  " for line in risks), ""]
    room = longest - 200
    text = _fitting("\n".join(head), room)
    left = 0
    for stack in sorted(changes.stacks, key=lambda stack: not stack.destructive):
        for block in (_fold(stack, arguments=True), _fold(stack, arguments=False), _line(stack)):
            if len(text) + len(block) <= room:
                text += block
                break
        else:
            left += 1
    if left:
        text += f"\n{left} more stacks change; the whole report is in the pipeline's log.\n"
    return text


def _fitting(text: str, room: int) -> str:
    if len(text) <= room:
        return text + "\n"
    return text[: text.rfind("\n", 0, room)] + "\n> ...\n\n"


def _fold(stack: StackChange, *, arguments: bool) -> str:
    lines = [f"<details><summary><b>{_html(wording.headline(stack))}</b></summary>", ""]
    lines += [f"{_escaped(note)}\n" for note in stack.notes]
    lines += ["```diff", *(_fenced(line) for line in _lines(stack, arguments)), "```", "</details>", "", ""]
    return "\n".join(lines)


def _lines(stack: StackChange, arguments: bool) -> Iterator[str]:
    for same in wording.alike(stack.resources):
        yield from _resource(same, arguments)
    for setting in stack.settings if arguments else ():
        yield f"! {wording.argument(setting)}"
    if stack.drift:
        yield "# changed in Azure since the last apply:"
    for same in wording.alike(stack.drift):
        yield from _resource(same, arguments)


def _resource(same: wording.Alike, arguments: bool) -> Iterator[str]:
    change = same.first
    sign = wording.SIGNS[change.kind]
    # In a block of `diff` a line is coloured by its first character.
    yield same.title if sign in "+-!" or sign == "-/+" else f"! {same.title}"
    yield from (f"#   {line}" for line in wording.details(change))
    if arguments:
        yield from (f"    {wording.argument(argument)}" for argument in change.arguments)


def _line(stack: StackChange) -> str:
    return f"- {_escaped(wording.headline(stack))}\n"


def _escaped(text: str) -> str:
    """Text in which nothing is taken for Markdown or HTML, and nobody is notified; what is marked as code stays so."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # a mark without its partner is none
        return _plain(text)
    return "".join(f"`{part}`" if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    for character in "\\`*_[]|":
        text = text.replace(character, f"\\{character}")
    return _html(text).replace("@", "&#64;")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _fenced(text: str) -> str:
    """Text that does not end the block of code in which it stands."""
    return text.replace("```", "'''").replace("\n", " ")
