"""Address books: the addresses of deployed things are a contract, and a changed one replaces what stands there."""

from __future__ import annotations

from pathlib import Path

from .synthesized import Stacks


def check_address_book(landing_zone: Stacks, book: Path, *, update: bool = False) -> None:
    """Compares the addresses of stacks with those that a file lists, one `<stack> <address>` a line.

    Args:
        landing_zone: the stacks.
        book: the file.
        update: whether the file is written instead.

    Raises:
        AssertionError: an address is gone, and no `moved` or `removed` block keeps what it holds; or one is not listed
            yet.
    """
    lines = landing_zone.addresses()
    if update:
        book.parent.mkdir(parents=True, exist_ok=True)
        book.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return
    if not book.exists():
        raise AssertionError(f"there is no {book} yet: pytest --update-address-books writes it")
    known = [line for line in book.read_text(encoding="utf-8").splitlines() if line.strip()]
    moved = landing_zone.moved()
    gone = [line for line in known if line not in lines and line not in moved]
    if gone:
        listed = "\n".join(f"  {line}" for line in gone)
        raise AssertionError(
            f"these addresses are gone, and Terraform would destroy what they hold:\n{listed}\n"
            "A moved block keeps what it holds if it leads to an address of the same stack.\n"
            f"If the loss is meant, pytest --update-address-books takes them out of {book}, in the same change"
        )
    if lines != known:
        added = [f"  adds {line}" for line in lines if line not in known]
        taken = [f"  takes out {line}" for line in known if line not in lines]
        listed = "\n".join([*added, *taken] or ["  lists each line once, sorted"])
        raise AssertionError(f"{book} is not up to date; pytest --update-address-books\n{listed}")
