"""Three cafés with different days, zones and series. Each is a story that tests may use by name."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oscar.core.loading import get_model

from shop.cafes.actions import save_profile, set_special_days, set_week
from shop.cafes.domain import Opening, Span, SpecialDay
from shop.cafes.models import Cafe

COUNTRIES = {
    "GB": ("GBR", "826", "United Kingdom", "United Kingdom of Great Britain and Northern Ireland"),
    "IE": ("IRL", "372", "Ireland", "Ireland"),
}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Story:
    name: str
    description: str
    series: str
    zone: str
    street: str
    town: str
    postcode: str
    country: str
    areas: str
    week: tuple[Opening, ...]
    phone: str = ""

    @property
    def code(self) -> str:
        return self.name.lower().replace(" ", "-")


def opening(days: range, opens: int, closes: int, *, half: int = 0) -> tuple[Opening, ...]:
    return tuple(Opening(day, time(opens, half), time(closes)) for day in days)


EARLY_LOAF = Story(
    name="Early Loaf",
    description=(
        "A bakery where the ovens are lit at two and the first sourdough is out at five. "
        "Bread, rolls and cakes by the tray, still warm when the van leaves."
    ),
    series="EL",
    zone="Europe/London",
    street="12 Old Mill Lane",
    town="Bristol",
    postcode="BS1 9ZZ",
    country="GB",
    areas="BS BA1 BA2",
    phone="+441174960018",
    week=opening(range(1, 6), 7, 16) + opening(range(6, 7), 8, 13),
)
HARBOUR_ROAST = Story(
    name="Harbour Roast",
    description=(
        "A roastery on the quay: small batches on Mondays and Wednesdays, and a bar that stays open late at the "
        "weekend. Beans, ground coffee, teas and syrups by the case."
    ),
    series="HR",
    zone="Europe/London",
    street="3 Tidal Quay",
    town="Cardiff",
    postcode="CF10 9ZZ",
    country="GB",
    areas="CF3 CF5 CF10 CF11 CF14 CF15 CF23 CF24 CF61 CF62 CF63 CF64 CF71",
    phone="+442920180123",
    week=(*opening(range(5), 7, 17, half=30), *opening(range(5, 6), 9, 17), *opening(range(4, 6), 19, 1)),
)
LIFFEY_LARDER = Story(
    name="Liffey Larder",
    description=(
        "A delicatessen that ripens Irish cheeses in its own cellar and cooks soups, pies and preserves upstairs. "
        "Closed at lunch, because then everybody is at the stove."
    ),
    series="LL",
    zone="Europe/Dublin",
    street="28 Cooper's Row",
    town="Dublin",
    postcode="D02 X999",
    country="IE",
    areas="D01 D02 D03 D04 D05 D06 D6W D07 D08 D09 D10 D11 D12 D13 D14",
    week=(*opening(range(2, 5), 10, 14), *opening(range(2, 5), 15, 19), *opening(range(5, 7), 9, 18)),
)
STORIES = (EARLY_LOAF, HARBOUR_ROAST, LIFFEY_LARDER)


def cafes(now: datetime) -> list[Cafe]:
    return [open_cafe(story, now) for story in STORIES]


def open_cafe(story: Story, now: datetime) -> Cafe:
    partner = get_model("partner", "Partner").objects.create(name=story.name, code=story.code)
    get_model("partner", "PartnerAddress").objects.create(
        partner=partner,
        title="",
        line1=story.street,
        line4=story.town,
        postcode=story.postcode,
        country=country(story.country),
    )
    cafe = Cafe(
        partner=partner,
        slug=story.code,
        description=story.description,
        email=f"{story.code}@cafedjango.example",
        phone=story.phone,
        time_zone=story.zone,
        country=story.country,
        series_prefix=story.series,
        delivers_to=story.areas,
    )
    cafe.full_clean()
    save_profile(cafe=cafe, changed=[], by=None)
    set_week(cafe=cafe, openings=story.week, by=None)
    today = now.astimezone(ZoneInfo(story.zone)).date()
    set_special_days(cafe=cafe, days=special_days(story, today), since=today, by=None)
    return cafe


def special_days(story: Story, today: date) -> list[SpecialDay]:
    """One closed within the fortnight, one shorter in the week after, and Christmas; each on a day otherwise open."""
    closed = _open_day(story, today + 5 * DAY)
    shorter = _open_day(story, closed + 7 * DAY)
    days = [
        SpecialDay(closed, (), "We are counting our stock"),
        SpecialDay(shorter, (Span(time(10), time(12, 30)),), "Short day: our bakers and baristas learn something new"),
    ]
    christmas = date(today.year, 12, 25)
    if christmas >= today and christmas not in {closed, shorter}:
        days.append(SpecialDay(christmas, (), "Christmas Day"))
    return days


def _open_day(story: Story, day: date) -> date:
    weekdays = {opening.weekday for opening in story.week}
    return next(day + n * DAY for n in range(7) if (day + n * DAY).weekday() in weekdays)


def country(code: str):
    a3, numeric, name, official = COUNTRIES[code]
    return get_model("address", "Country").objects.get_or_create(
        iso_3166_1_a2=code,
        defaults={
            "iso_3166_1_a3": a3,
            "iso_3166_1_numeric": numeric,
            "printable_name": name,
            "name": official,
            "is_shipping_country": True,
        },
    )[0]
