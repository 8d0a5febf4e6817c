"""The life of an order: its states and which may follow which."""

PENDING = "Pending"
RECEIVED = "Received"
IN_PROGRESS = "In progress"
COMPLETED = "Completed"
ISSUED = "Issued"
CANCELLED = "Cancelled"
LAPSED = "Lapsed"

PIPELINE: dict[str, tuple[str, ...]] = {
    PENDING: (RECEIVED, CANCELLED, LAPSED),
    RECEIVED: (IN_PROGRESS, CANCELLED),
    IN_PROGRESS: (COMPLETED, CANCELLED),
    COMPLETED: (ISSUED, IN_PROGRESS, CANCELLED),
    ISSUED: (),
    CANCELLED: (),
    LAPSED: (),
}

# An order's lines share its state.
CASCADE = {state: state for state in PIPELINE}

GIVES_STOCK_BACK = frozenset({CANCELLED, LAPSED})
TAKES_STOCK_OUT = frozenset({ISSUED})
