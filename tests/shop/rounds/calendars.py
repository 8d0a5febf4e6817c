"""Ten years, four zones whose clocks change differently, and times to the minute."""

from datetime import date, time

from hypothesis import strategies as st

LONDON = "Europe/London"
ZONES = [LONDON, "Europe/Dublin", "America/New_York", "Australia/Lord_Howe"]
FIRST, LAST = date(2026, 1, 1), date(2035, 12, 31)
DAYS = st.dates(FIRST, LAST)
TIMES = st.times(max_value=time(23, 59)).map(lambda moment: moment.replace(second=0, microsecond=0))
