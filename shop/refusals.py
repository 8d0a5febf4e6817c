"""A refusal is an answer: the house says no, in words that whoever asked can read."""


class Refusal(Exception):
    """Its text is shown as it is."""
