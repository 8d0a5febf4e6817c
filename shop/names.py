"""Names of businesses, as people write them: which may be one."""

import re
import unicodedata
from difflib import SequenceMatcher

FORMS = {"ltd", "limited", "llp", "plc", "co", "company", "the", "and", "of"}


def bare(name: str) -> str:
    """`The Corner Deli Ltd.` and `Corner-Deli` are one name."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    words = re.findall(r"\w+", plain.casefold().replace("'", "").replace("’", ""))
    return " ".join(word for word in words if word not in FORMS) or plain.casefold().strip()


def similar(one: str, other: str, *, at_least: float) -> bool:
    """Of bare names, from 0 to 1. The cheap guesses first: most names have nothing in common."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return all(ratio() >= at_least for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))
