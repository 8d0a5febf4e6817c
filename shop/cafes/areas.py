"""Where a café delivers: the beginnings of postcodes, by whole areas (BS) and districts (BS1, EC1, D02).

A district ends where its number does: BS1 is not BS16, but EC1 is EC1A and EC1V too.
"""

import re
from collections.abc import Collection

from shop.plain import one_line, squeezed

BEGINNING = re.compile(r"[A-Z]{1,2}([0-9]{1,2}|[0-9][A-Z])?")
EIRCODE = re.compile(r"([A-Z][0-9][0-9W])[A-Z0-9]{4}")


def read_areas(text: str) -> tuple[str, ...]:
    """Each once, in the order in which they were written."""
    return tuple(dict.fromkeys(part for part in re.split(r"[,;\s]+", one_line(text).upper()) if part))


def faults_in_areas(text: str) -> list[str]:
    return [
        f"“{part[:12]}” is not the beginning of a postcode. Write them like BS, BS1 or D02, with spaces between."
        for part in read_areas(text)
        if not BEGINNING.fullmatch(part)
    ]


def serves(beginnings: Collection[str], postcode: str) -> bool:
    district = outward(postcode)
    return any(_within(district, beginning) for beginning in beginnings)


def joined(beginnings: Collection[str]) -> tuple[str, ...]:
    """In order, without those that lie within another one."""
    each_once = sorted(set(beginnings))
    return tuple(each for each in each_once if not any(o != each and _within(each, o) for o in each_once))


def outward(postcode: str) -> str:
    """BS1 of BS1 4DJ; of an Eircode, its routing key."""
    code = squeezed(postcode)
    irish = EIRCODE.fullmatch(code)
    return irish[1] if irish else code[:-3]


def _within(district: str, beginning: str) -> bool:
    if not beginning or not district.startswith(beginning):
        return False
    following = district[len(beginning) : len(beginning) + 1]
    return not following or following.isalpha() != beginning.isalpha()
