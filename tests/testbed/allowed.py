"""The file of who may open what: a line for an address, a column for a role, in it the answers to GET and POST."""

from pathlib import Path

from tests.testbed.people import ROLES

# Of an address, for a role: what GET and an empty POST answer.
Answers = tuple[str, str]
Table = dict[str, dict[str, Answers]]

HOW_TO_WRITE = "CRAWL=write .venv/bin/python -m pytest tests/crawler/test_whole_house.py"
HEADER = f"""\
# What every address answers to each role, to GET and to an empty POST: ok, door (sign in first), away (a redirect),
# or the number of a refusal. The crawler's tests compare it with what the house does. After a change that you mean,
# write it anew, and read the difference as what it is, a change of who may do what:
#
#     {HOW_TO_WRITE}
#
"""
WIDTHS = (78, *(max(len(role), 9) for role in ROLES))


def read(file: Path) -> Table:
    """The last line of the head names the columns."""
    table: Table = {}
    roles: list[str] = []
    for line in file.read_text().splitlines():
        name, *cells = [cell.strip() for cell in line.split("|")]
        if line.startswith("#"):
            roles = cells
        elif line:
            table[name] = dict(zip(roles, [tuple(cell.split("/", 1)) for cell in cells], strict=True))
    return table


def write(file: Path, table: Table) -> None:
    lines = [line_of("# address", ROLES)]
    lines += [line_of(name, ["/".join(answers[role]) for role in ROLES]) for name, answers in table.items()]
    file.write_text(HEADER + "\n".join(lines) + "\n")


def line_of(name: str, cells: list[str]) -> str:
    return " | ".join(cell.ljust(width) for cell, width in zip((name, *cells), WIDTHS, strict=True)).rstrip()
