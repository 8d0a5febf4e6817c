"""What payers see: a form for a card, and their bank's question where it has one."""

from collections.abc import Callable
from html import escape
from urllib.parse import parse_qs

from tests.fake_stripe import checkout
from tests.fake_stripe.books import Books, Thing
from tests.fake_stripe.cards import CARDS
from tests.fake_stripe.money import Declined

Page = tuple[int, dict[str, str], str]
STYLE = """body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem }
label { display: block; margin-top: 1rem } input { font: inherit; padding: .6rem; width: 100%; box-sizing: border-box }
button { font: inherit; margin-top: 1.5rem; padding: .8rem 1.4rem } .error { color: #a00 }"""


def answer(books: Books, method: str, path: str, body: str) -> Page:
    parts = path.strip("/").split("/")
    number, is_secure = parts[2], parts[3:] == ["secure"]
    with books.lock:
        session = books.things.get(number)
        if session is None or session["object"] != "checkout.session":
            return _page(404, "Nothing here", "<p>There is no such page.</p>")
        checkout.looked_at(books, number)
        typed = {name: values[0] for name, values in parse_qs(body).items()}
        if method == "POST" and session["status"] == "open":
            return _typed(books, session, typed, is_secure=is_secure)
        return _shown(books, session)


def _typed(books: Books, session: Thing, typed: dict[str, str], *, is_secure: bool) -> Page:
    card = "".join(filter(str.isdecimal, typed.get("number", "")))
    proved = typed.get("says") == "complete" if is_secure else None
    try:
        checkout.pay(books, session["id"], card, proved=proved)
    except checkout.NeedsSecure:
        return _secure(session, card)
    except Declined as declined:
        return _form(books, session, declined.words, status=402)
    return 303, {"Location": session["success_url"]}, ""


def _shown(books: Books, session: Thing) -> Page:
    forms: dict[str, Callable[[], Page]] = {
        "open": lambda: _form(books, session),
        "complete": lambda: (303, {"Location": session["success_url"]}, ""),
    }
    return forms.get(session["status"], lambda: _over(session))()


def _over(session: Thing) -> Page:
    back = escape(session["cancel_url"] or session["success_url"])
    return _page(200, "This page has expired", f'<p>Nothing was taken. <a href="{back}">Back to the shop</a></p>')


def _kept(books: Books, session: Thing) -> str:
    """A click each."""
    forms = "".join(
        f'<form method="post" action="/c/pay/{session["id"]}"><input type="hidden" name="number" '
        f'value="{each["number"]}"><button>Pay with {each["card"]["brand"]} {each["card"]["last4"]}</button></form>'
        for each in checkout.kept_cards(books, session)
    )
    return f"<h2>Your cards</h2>{forms}" if forms else ""


def _form(books: Books, session: Thing, why: str = "", *, status: int = 200) -> Page:
    is_setup = session["mode"] == "setup"
    sum = "" if is_setup else f"{session['amount_total'] / 100:.2f} {session['currency'].upper()}"
    items = session["asked"].get("line_items") or [{"price_data": {"product_data": {"name": "Your card"}}}]
    name = items[0]["price_data"]["product_data"]["name"]
    back = session["cancel_url"]
    to_try = "".join(f"<li><code>{card.number}</code> {escape(card.about)}</li>" for card in CARDS.values())
    return _page(
        status,
        "Save your card" if is_setup else f"Pay {sum}",
        f"""<p>{escape(name)}</p>
{f'<p class="error" role="alert">{escape(why)}</p>' if why else ""}
{_kept(books, session)}
<form method="post" action="/c/pay/{session["id"]}">
<label>Card number <input name="number" inputmode="numeric" autocomplete="off" required></label>
<label>Expiry <input name="expiry" value="12/34"></label>
<label>CVC <input name="cvc" value="123"></label>
<button>{"Save card" if is_setup else f"Pay {sum}"}</button></form>
{f'<p><a href="{escape(back)}">Back</a></p>' if back else ""}
<h2>Cards to try</h2><ul>{to_try}</ul>""",
    )


def _secure(session: Thing, card: str) -> Page:
    return _page(
        200,
        "3-D Secure",
        f"""<p>Your bank asks whether it is you.</p>
<form method="post" action="/c/pay/{session["id"]}/secure"><input type="hidden" name="number" value="{card}">
<button name="says" value="complete">Complete</button> <button name="says" value="fail">Fail</button></form>""",
    )


def _page(status: int, title: str, body: str) -> Page:
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="icon" href="data:,"><style>{STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1>{body}</body></html>"
    )
    return status, {"Content-Type": "text/html; charset=utf-8"}, html
