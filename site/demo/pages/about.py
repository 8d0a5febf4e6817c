"""How wholesale works, who we are, and how to write to us."""

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
WHERE = """
<h2>Where we deliver, and how much at least</h2>
<ul>
<li><b>Bristol and Bath:</b> every morning from Tuesday to Sunday, from £30 an order.</li>
<li><b>Cardiff and the Vale:</b> Monday to Saturday, from £40.</li>
<li><b>Dublin, inside the M50:</b> Wednesday to Sunday, from €50.</li>
</ul>
<p>Anyone may collect at the counter, wherever they come from, and there is no minimum.</p>
"""
QUESTIONS = (
    ("Do I need an account?", "<p>You can look at everything without one. To order, sign up with your e-mail.</p>"),
    ("By when do I order?", "<p>By two in the afternoon, for the next morning but one: the dough needs its night.</p>"),
    (
        "Are your prices with VAT?",
        "<p>Prices are shown without it. Most food has none; the basket says where it has.</p>",
    ),
    ("What if something is missing?", "<p>We tell you before you count, and you pay for what came.</p>"),
)
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
                ("text", WHERE),
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
