"""An import from its file to what is written: taken, checked, confirmed, written; and forgotten."""
