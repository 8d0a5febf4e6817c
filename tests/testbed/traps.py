"""Where a served process can be made to end without a word, as if the power had gone: kill -9 by its own hand.

The file that TRAP names says at which function; the first process that comes there takes the file along.
"""

import os
import signal
from functools import wraps
from importlib import import_module
from pathlib import Path

FILE = "TRAP"
WHILE_PLACING = "shop.ordering.actions.placing.open_payment"
BEFORE_ASKING = "shop.ordering.views.paying.start"
ONCE_ASKED = "shop.payments.actions.opening.write_outcome"
ON_RETURN = "shop.ordering.views.paying.settle"
ONCE_TOLD = "shop.payments.actions.settling.write_outcome"
ONCE_SETTLED = "shop.ordering.views.paying.follow"


def lay() -> None:
    if FILE in os.environ:
        for place in (WHILE_PLACING, BEFORE_ASKING, ONCE_ASKED, ON_RETURN, ONCE_TOLD, ONCE_SETTLED):
            _lay_at(place)


def _lay_at(place: str) -> None:
    module, _, name = place.rpartition(".")
    room = import_module(module)
    walked = getattr(room, name)

    @wraps(walked)
    def trapped(*args, **kwargs):
        if _is_meant(place):
            os.kill(os.getpid(), signal.SIGKILL)
        return walked(*args, **kwargs)

    setattr(room, name, trapped)


def _is_meant(place: str) -> bool:
    trap = Path(os.environ[FILE])
    if not trap.exists() or trap.read_text() != place:
        return False
    trap.unlink()
    return True
