"""The word that was meant: the nearest that the index holds, by letters left out, put in, mistaken or swapped."""

from collections.abc import Iterable
from dataclasses import dataclass

from shop.finding.domain import forms

SHORTEST = 4


@dataclass(frozen=True)
class Known:
    """A word of the index, and in how many things it is."""

    word: str
    uses: int


def slips(word: str) -> int:
    """How many are forgiven."""
    if len(word) < SHORTEST:
        return 0
    return 1 if len(word) < 6 else 2


def halves(word: str) -> tuple[str, str]:
    """A slip in the second half leaves the first as it is, and the other way round; two swapped letters in the middle
    leave both. So whatever is one slip away begins or ends with one of these."""
    middle = len(word) // 2
    return word[:middle], word[middle + 1 :] if len(word) > SHORTEST else word[middle:]


def distance(one: str, other: str, most: int) -> int:
    """Slips between two words; anything above `most` if there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    # A slip changes one letter at the most: most words differ by more, and need not be compared in order.
    if max(len(set(one).difference(other)), len(set(other).difference(one))) > most:
        return most + 1
    return _last_row(one, other, most)[-1]


def distance_to_beginning(typed: str, word: str, most: int) -> int:
    """Slips between what is typed so far and the beginning of a word."""
    return min(_last_row(typed, word[: len(typed) + most], most))


def _last_row(one: str, other: str, most: int) -> list[int]:
    """Damerau and Levenshtein, row by row (no letter is touched twice); given up when no row can come back below."""
    two_above: list[int] = []
    above = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        row = [place]
        for column, against in enumerate(other, 1):
            cost = min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != against))
            if place > 1 < column and letter == other[column - 2] and one[place - 2] == against:
                cost = min(cost, two_above[column - 2] + 1)
            row.append(cost)
        if min(row) > most and min(above) > most:
            return [most + 1]
        two_above, above = above, row
    return above


def nearest(typed: str, known: Iterable[Known]) -> str | None:
    """None where the word is known, or nothing is near. A whole word is nearer than the beginning of one."""
    most, letters = slips(typed), set(typed)
    found: list[tuple[int, int, bool, int, str]] = []
    for each in known:
        if each.word.startswith(forms(typed)):
            return None
        # Fewer than four letters and one slip could be anything.
        if len(each.word) < SHORTEST - 1:
            continue
        if len(letters.difference(each.word)) > most:
            continue
        far, is_beginning = distance(typed, each.word, most), 0
        if far > most and each.word[:1] == typed[:1]:
            far, is_beginning = distance_to_beginning(typed, each.word, most), 1
        if far <= most:
            found.append((far, is_beginning, each.word[:1] != typed[:1], -each.uses, each.word))
    return min(found)[-1] if found else None
