"""A page's form, as a browser would send it."""

from html.parser import HTMLParser

UNSENT = {"submit", "button", "image", "reset", "file"}


def filled(page: str, *, action: str) -> dict[str, str]:
    """The fields of the first form that goes there, with what stands in them. Without an action it goes where it is."""
    reader = _Reader(action)
    reader.feed(page)
    if not reader.found:
        raise AssertionError(f"No form on the page goes to {action}:\n{page[:2000]}")
    return reader.fields


class _Reader(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.fields = action, dict[str, str]()
        self.found = self.inside = False
        self.area = self.choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and not self.found and given.get("action", "") == self.action:
            self.found = self.inside = True
        if not self.inside or "disabled" in given:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            self._note_input(name, given)
        elif tag == "textarea":
            self.area = name
            self.fields[name] = ""
        elif tag == "select":
            self.choice = name
        elif tag == "option" and self.choice and ("selected" in given or self.choice not in self.fields):
            self.fields[self.choice] = given.get("value", "")

    def _note_input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in UNSENT or (kind in ("radio", "checkbox") and "checked" not in given):
            return
        self.fields[name] = given.get("value", "on" if kind == "checkbox" else "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] += data if self.fields[self.area] else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        self.area = "" if tag == "textarea" else self.area
        self.choice = "" if tag == "select" else self.choice
