"""The races' own promises: they are run at once, and what goes wrong in one is not lost."""

from threading import Barrier

import pytest

from tests.testbed.race import race

pytestmark = pytest.mark.one_engine


def test_all_runners_run_at_once_and_come_in_in_order():
    everybody = Barrier(8)

    def runner(number):
        everybody.wait(timeout=5)
        return number

    assert race([lambda number=number: runner(number) for number in range(8)]) == list(range(8))


def test_what_a_runner_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        race([lambda: 1, lambda: 1 / 0])
