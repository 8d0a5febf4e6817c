"""A shop as Oscar's documentation builds it, with nothing of ours. It runs in an environment of its own."""
