"""How wholesale works, who we are, on which terms we sell, and how to write to us."""

from demo.pages.scenes import scene
from home.models import FormField, FormPage, HomePage, StandardPage

HOW = """
<h2>How it works</h2>
<ol>
<li><b>Look round <a href="/shop/">the shop</a>.</b> Every product says how it is packed, and which café makes it.</li>
<li><b>Fill a basket.</b> Order by the piece, the case or the kilogram, from one café or from all three.</li>
<li><b>Choose a day.</b> We deliver in the morning, or you collect at the café's counter.</li>
</ol>
"""
QUESTIONS = (
    (
        "Do I need an account?",
        "<p>No. Anybody can order with an e-mail address and pay at once. With a trade account you see your own "
        "prices, and may pay on terms that we agree.</p>",
    ),
    (
        "By when do I order?",
        "<p>Mostly on the day before, by the hour that stands with each van. The checkout says for every day until "
        "when you can order for it, and some goods need a day or two more.</p>",
    ),
    (
        "Are your prices with VAT?",
        "<p>Trade accounts see prices without it, everybody else with it. Most food has none; the basket says where it "
        "has.</p>",
    ),
    ("What if something is missing?", "<p>We tell you before you count, and you pay for what came.</p>"),
)
TERMS = """
<h2>Who you buy from</h2>
<p>Each café sells its own goods. A basket with goods of several cafés becomes one order with each of them, and you pay
for all of them together.</p>
<h2>Prices and VAT</h2>
<p>You pay the prices that stood in the summary when you placed the order. VAT is shown by its rate. What is sold by
weight is an estimate when you order: you pay for what it weighs when it is packed.</p>
<h2>When an order is placed</h2>
<p>Your order is placed when we confirm it, on the page and by e-mail. Until it is paid, or goes on account, we keep the
goods for you for half an hour; after that they go back on the shelf and nothing is taken.</p>
<h2>Changing and cancelling</h2>
<p>The confirmation says until when you can change or cancel the order at no cost. After that we have begun to bake,
roast or pack it: call us, and we see what can still be done.</p>
<h2>Delivery and collection</h2>
<p>We deliver within the hours that the order says, to the address that it says, and leave the goods where you told us
to. If we can't come, we tell you and agree another day. What you collect is kept for you until the end of that day.</p>
<h2>If something is wrong</h2>
<p>Tell us on the day it came, best with a picture. What is missing or spoilt we replace or pay back, as you like. Fresh
food can't be returned otherwise.</p>
<h2>Crates and bottles</h2>
<p>Deposits are lines of their own and bear no VAT. You get them back with the empties, which our drivers take.</p>
<h2>Paying</h2>
<p>With the order; or on account, by the day that your invoice names, where we have agreed so. Goods that are not paid
for remain ours.</p>
"""
STORY = """
<p>It began with one oven and a neighbour's restaurant that had run out of bread. Fifteen years on there
are three cafés. Each makes what it is best at, and each sends it out to the offices, shops and kitchens
round about.</p>
<h2>What we care for</h2>
<p>We still know the people we sell to by name. When a tray is one roll short, we say so before you count. What is left
in the evening goes to the food bank round the corner, never into the bin.</p>
"""


def wholesale(home: HomePage) -> StandardPage:
    return home.add_child(
        instance=StandardPage(
            title="Wholesale",
            slug="wholesale",
            introduction="Bread, coffee and good food by the case, from the people who make it.",
            show_in_menus=True,
            lead_picture=scene("van-news"),
            body=[
                ("text", HOW),
                ("delivery", {"title": "Where we deliver, and how much at least", "cafe": None}),
                (
                    "call_to_action",
                    {
                        "title": "Do we deliver to you?",
                        "text": "Your postcode is enough to say which café drives there.",
                        "words": "Ask with your postcode",
                        "page": None,
                        "address": "/wholesale/area/",
                    },
                ),
                (
                    "faq",
                    {
                        "title": "Asked often",
                        "questions": [{"question": question, "answer": answer} for question, answer in QUESTIONS],
                    },
                ),
                (
                    "call_to_action",
                    {
                        "title": "Ready when you are",
                        "text": "Tell us who you are and what you would like to order; we answer by e-mail.",
                        "words": "Apply for an account",
                        "page": None,
                        "address": "/wholesale/apply/",
                    },
                ),
            ],
        )
    )


def about(home: HomePage) -> StandardPage:
    return home.add_child(
        instance=StandardPage(
            title="About us",
            slug="about",
            introduction="Three cafés, one kitchen table.",
            show_in_menus=True,
            lead_picture=scene("oven"),
            body=[
                ("text", STORY),
                ("quote", {"words": "If it isn't good enough for our own counter, it isn't on the van.", "who": ""}),
                ("opening_hours", {"title": "When we are open", "cafe": None}),
            ],
        )
    )


def terms(home: HomePage) -> StandardPage:
    return home.add_child(
        instance=StandardPage(
            title="Terms of sale",
            slug="terms",
            introduction="What you can count on when you order from us, and what we ask of you.",
            show_in_menus=False,
            body=[("text", TERMS)],
        )
    )


def contact(home: HomePage) -> FormPage:
    page = home.add_child(
        instance=FormPage(
            title="Contact",
            slug="contact",
            introduction="Ask about goods, deliveries or an account. Somebody who bakes will answer.",
            thank_you_text="<p>We answer by e-mail, mostly on the same day.</p>",
            to_address="hello@cafedjango.example",
            subject="A message from the site",
            show_in_menus=True,
        )
    )
    fields = [
        ("Your name", "singleline", True, ""),
        ("E-mail", "email", True, "So that we can answer."),
        ("Business", "singleline", False, ""),
        ("Your message", "multiline", True, ""),
    ]
    for order, (label, kind, required, help_text) in enumerate(fields):
        page.form_fields.add(
            FormField(label=label, field_type=kind, required=required, help_text=help_text, sort_order=order)
        )
    page.save()
    return page
