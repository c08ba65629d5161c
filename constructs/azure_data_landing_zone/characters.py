"""Characters that a person cannot see, and that control a terminal or the direction of text."""

from __future__ import annotations

import re

#: All of them; line breaks and tabs are text.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Text for a terminal or a log: what cannot be seen is written as an escape."""
    return INVISIBLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
