"""The task worker inside the server, where no broker is configured."""


def start_if_wanted() -> None:
    """Start worker and clock in exactly one process of the server."""
