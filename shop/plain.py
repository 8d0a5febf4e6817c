"""Text as typed, made fit for one line: on a label, in a file's name, in a mail's header."""

JOINERS = "\u200c\u200d"  # they hold letters, and the people of an emoji, together

MOST_WORDS = 8


def one_line(text: str) -> str:
    """Single spaces; no line breaks, no control characters, none that turn the direction of what follows."""
    kept = (letter if letter.isprintable() or letter in JOINERS else " " for letter in text)
    return " ".join("".join(kept).split())


def squeezed(text: str) -> str:
    """A code as people type it, to compare: capital letters, nothing between them."""
    return "".join(one_line(text).replace(".", "").replace("-", "").split()).upper()


def wanted_words(text: str) -> list[str]:
    """Of what is typed above a list, as many words as narrow it: each is a condition more for the database."""
    return text.split()[:MOST_WORDS]
