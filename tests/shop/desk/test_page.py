"""Through the pages: what staff type is checked, done, traced and told; what is wrong is said, and kept typed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from shop.desk.models import AccountFile, AccountNote
from shop.files.models import PrivateFile
from shop.outbox.models import Message
from shop.trade.models import Invitation, TradeAccount
from tests.factories import LocationFactory, MemberFactory, OrderFactory, TradeAccountFactory, UserFactory
from tests.shop.desk.furniture import a_text, invited
from tests.testbed.hostile import BREAKS_OUT, LINES, SIGNS, SVG, forms

pytestmark = pytest.mark.django_db
D = Decimal


def at(page: str, account, **more) -> str:
    return reverse(f"dashboard:{page}", kwargs={"pk": account.pk, **more})


def text_of(answer) -> str:
    return answer.content.decode()


def details(**changed) -> dict:
    return {
        "name": "Corner Deli",
        "business": "shop",
        "line1": "1 High Street",
        "line2": "",
        "town": "Bristol",
        "postcode": "BS1 4DJ",
        "country_code": "GB",
        "vat_number": "",
        "email": "office@deli.example",
        "phone": "",
    } | changed


def new_account(shop, **changed) -> dict:
    agreed = {"terms": "net_14", "credit_limit": "1500", "cafe": shop.pk, "deliver_here": "on"}
    return details(name="Fresh Deli") | agreed | {"owner": "Owner@deli.example", "reason": "A call"} | changed


def test_an_account_opened_by_hand_has_its_terms_its_place_and_an_invited_owner(sales, cafe):
    answer = sales.post("/dashboard/accounts/new/", new_account(cafe))
    account = TradeAccount.objects.get()
    assert answer.url == at("account", account)
    assert (account.terms, account.credit_limit, account.cafe) == ("net_14", D(1500), cafe)
    assert account.locations.get().is_default
    invitation = account.invitations.get()
    assert (invitation.email, invitation.role) == ("owner@deli.example", "owner")
    assert [message.recipients for message in Message.objects.all()] == ["owner@deli.example"]
    assert {change.by for change in account.changes.all()} == {sales.person}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"postcode": "XYZ"}, "This is not a postcode of the United Kingdom."),
        ({"vat_number": "GB123456789"}, "its check digits"),
        ({"vat_number": "DE123456789"}, "This is a German VAT number."),
        ({"credit_limit": "-1"}, "Give 0 or more"),
        ({"credit_limit": "NaN"}, "Enter a number."),
        ({"owner": "nobody"}, "Enter a valid email address."),
        ({"cafe": ""}, "Please fill this in."),
        ({"name": "\u202e \u200b"}, "Please fill this in."),
        ({"name": "x" * 10_000}, "at most 120 characters"),
        ({"phone": "twelve"}, "This is not a telephone number."),
    ],
)
def test_what_is_wrong_in_a_new_account_is_said_and_nothing_is_opened(sales, cafe, wrong, words):
    page = text_of(sales.post("/dashboard/accounts/new/", new_account(cafe, **wrong)))
    assert words in page
    assert "Nothing is saved yet." in page
    assert 'value="1 High Street"' in page
    assert not TradeAccount.objects.exists()
    assert not Invitation.objects.exists()


def test_details_are_changed_and_a_wrong_one_leaves_the_head_as_it_is(sales, deli):
    page = text_of(sales.post(at("account-details", deli), details(name="Renamed", vat_number="GB1")))
    assert "too short" in page
    assert ">Corner Deli</a>" in page
    sales.post(at("account-details", deli), details(name="Renamed\r\nDeli", vat_number="gb 980 7806 84"))
    deli.refresh_from_db()
    assert (deli.name, deli.vat_number) == ("Renamed Deli", "GB980780684")
    assert deli.changes.filter(what="Business name", old="Corner Deli", new="Renamed Deli", by=sales.person).exists()


def fields_of(answer) -> dict:
    """As a browser would send the page's form back, untouched."""
    (form,) = [form for form in forms("", text_of(answer)) if form.method == "POST" and "reason" in str(form.fields)]
    return {field.name: field.value for field in form.fields}


def test_what_a_colleague_changed_meanwhile_is_not_undone(works, sales, deli):
    page = fields_of(sales.get(at("account-terms", deli)))
    works("Sales").post(at("account-terms", deli), page | {"credit_limit": "5000", "reason": "Grown"})
    sales.post(at("account-terms", deli), page | {"terms": "net_30", "reason": "Asked for it"})
    deli.refresh_from_db()
    assert (deli.terms, deli.credit_limit) == ("net_30", D(5000))
    assert [change.what for change in deli.changes.order_by("pk")] == ["Credit limit", "Payment terms"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"terms": "prepay", "credit_limit": "10"}, "needs no limit: give 0"),
        ({"terms": "net_7", "credit_limit": "0"}, "Give a limit"),
    ],
)
def test_terms_that_nothing_could_be_ordered_on_are_refused_and_what_was_typed_stays(sales, deli, typed, words):
    page = fields_of(sales.get(at("account-terms", deli)))
    answer = sales.post(at("account-terms", deli), page | typed | {"reason": "A word with them"})
    assert words in text_of(answer)
    assert "A word with them" in answer.content.decode()
    assert not deli.changes.exists()


def test_a_hold_is_seen_on_the_page_with_why_since_when_and_by_whom(sales, deli):
    assert "Please fill this in." in text_of(sales.post(at("account-hold", deli), {"reason": " \u200b "}))
    answer = sales.post(at("account-hold", deli), {"reason": "Invoice 12 is open."}, follow=True)
    page = text_of(answer)
    assert "The customer reads: “Invoice 12 is open.”" in page
    assert f"by {sales.person}" in page
    sales.post(at("account-release", deli), {"reason": "Paid"})
    deli.refresh_from_db()
    assert deli.status == "active"


def test_an_account_with_orders_under_way_stays_open_and_says_which(sales, deli):
    order = OrderFactory(user=MemberFactory(account=deli).user, account=deli)
    assert order.number in text_of(sales.get(at("account-close", deli)))
    page = text_of(sales.post(at("account-close", deli), {"reason": "They moved"}))
    assert f"Still under way: order {order.number} (pending)" in page
    assert "They moved" in page
    order.set_status("Cancelled")
    sales.post(at("account-close", deli), {"reason": "They moved"})
    deli.refresh_from_db()
    assert deli.is_closed
    page = text_of(sales.get(at("account", deli)))
    assert "Open it again" in page
    assert "Change the terms" not in page


def test_a_refusal_is_told_on_the_form(sales, deli):
    sales.post(at("account-close", deli), {"reason": "Gone"})
    for page, data in (
        ("account-hold", {"reason": "x"}),
        ("account-details", details()),
        ("account-close", {"reason": "x"}),
    ):
        assert "This account is closed" in text_of(sales.post(at(page, deli), data)), page


def test_staff_invite_change_and_remove_people(sales, deli):
    owner = MemberFactory(account=deli)
    buyer = MemberFactory(account=deli, role="buyer")
    data = {"email": "new@deli.example", "role": "buyer", "spend_limit": "200"}
    sales.post(at("account-invite", deli), data)
    assert "has an invitation already" in text_of(sales.post(at("account-invite", deli), data))
    assert deli.invitations.get().spend_limit == D(200)
    sales.post(at("account-member", deli, member=buyer.pk), {"role": "approver", "spend_limit": ""})
    buyer.refresh_from_db()
    assert buyer.role == "approver"
    why = {"reason": "Works elsewhere"}
    answer = sales.post(at("account-member-remove", deli, member=owner.pk), why)
    assert "An account needs an owner." in text_of(answer)
    leaving = at("account-member-remove", deli, member=buyer.pk)
    assert leaving in sales.get(at("account-member", deli, member=buyer.pk)).content.decode()
    sales.get(leaving)
    sales.post(leaving)
    buyer.refresh_from_db()
    assert buyer.left_at is None
    sales.post(leaving, why)
    buyer.refresh_from_db()
    assert buyer.left_at is not None
    assert deli.changes.filter(reason="Works elsewhere").exists()
    waiting = deli.invitations.get()
    sales.post(at("account-invitation-again", deli, invitation=waiting.pk))
    sales.post(at("account-invitation-withdraw", deli, invitation=waiting.pk))
    waiting.refresh_from_db()
    assert waiting.withdrawn_at is not None


def test_a_note_can_be_taken_back_by_its_writer_for_a_while_and_then_stays(works, sales, deli, cafe):
    sales.post(at("account-note-new", deli), {"text": "A slip", "is_pinned": "on"})
    note = AccountNote.objects.get()
    back = at("account-note-take-back", deli, note=note.pk)
    cleo = works("Café staff", cafe)
    assert "Who wrote a note can take it back for 15 minutes." in text_of(cleo.post(back, follow=True))
    AccountNote.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert "Who wrote a note can take it back" in text_of(sales.post(back, follow=True))
    AccountNote.objects.update(at=timezone.now())
    page = text_of(sales.post(back, follow=True))
    assert "took a note back" in page
    assert "A slip" not in page
    note.refresh_from_db()
    assert (note.text, note.is_pinned) == ("", False)


def test_pinned_notes_stand_first(works, sales, deli, cafe):
    for text in ("First", "Second"):
        sales.post(at("account-note-new", deli), {"text": text})
    first = AccountNote.objects.get(text="First")
    cleo = works("Café staff", cafe)
    cleo.post(at("account-note-pin", deli, note=first.pk), {"pin": "yes"})
    first.refresh_from_db()
    assert first.pinned_by == cleo.person
    page = text_of(sales.get(at("account", deli)))
    assert page.index("First") < page.index("Second")
    cleo.post(at("account-note-pin", deli, note=first.pk), {"pin": "no"})
    page = text_of(sales.get(at("account", deli)))
    assert page.index("Second") < page.index("First")


def test_a_file_is_kept_handed_out_and_removed_with_a_trace(sales, deli):
    sales.post(at("account-file-new", deli), {"document": a_text(text=b"Signed"), "about": "Terms, signed"})
    file = AccountFile.objects.get()
    answer = sales.get(at("account-file", deli, file=file.pk))
    assert answer.getvalue() == b"Signed"
    assert answer["Content-Disposition"] == 'attachment; filename="terms.txt"'
    page = text_of(sales.post(at("account-file-remove", deli, file=file.pk), follow=True))
    assert "terms.txt (Terms, signed) was removed by" in page
    assert not PrivateFile.objects.exists()
    assert sales.get(at("account-file", deli, file=file.pk)).status_code == 404
    assert sales.post(at("account-file-remove", deli, file=file.pk)).status_code == 404


def test_a_drawing_with_a_script_is_refused_in_words_and_the_rest_stays_typed(sales, deli):
    page = text_of(sales.post(at("account-file-new", deli), {"document": a_text("a.svg", SVG), "about": "Our map"}))
    assert "This is a web page or a drawing in SVG." in page
    assert 'value="Our map"' in page
    assert not AccountFile.objects.exists()


def test_likely_duplicates_are_found_compared_and_merged(sales, deli, cafe):
    twin = TradeAccountFactory(cafe=cafe, name="The Corner Deli Ltd")
    ada = UserFactory(first_name="Ada", last_name="Penn")
    MemberFactory(account=deli, user=ada, role="buyer")
    MemberFactory(account=twin, user=ada, role="owner")
    for page in (sales.get("/dashboard/accounts/duplicates/"), sales.get(at("account-merge", deli))):
        assert at("account-merge-with", deli, duplicate=twin.pk) in text_of(page)
    answer = sales.post(at("account-merge", deli), {"number": twin.number})
    assert answer.url == at("account-merge-with", deli, duplicate=twin.pk)
    assert "Ada Penn is in both, and is owner from then on" in " ".join(text_of(sales.get(answer.url)).split())
    page = text_of(sales.post(answer.url, {"reason": "One company"}))
    assert "Nothing is saved yet." in page
    sales.post(answer.url, {"reason": "One company", "sure": "on"})
    twin.refresh_from_db()
    assert twin.merged_into == deli
    page = text_of(sales.get(at("account", twin)))
    assert f'merged into <a href="{at("account", deli)}">' in page


@pytest.mark.parametrize("number", ["0", "99999999", "ten", "99999999999999999999", "-1"])
def test_a_number_that_is_no_account_is_told(sales, deli, number):
    assert "Nothing is saved yet." in text_of(sales.post(at("account-merge", deli), {"number": number}))


def test_what_the_duplicate_had_is_read_on_the_kept_page(sales, deli, cafe):
    twin = TradeAccountFactory(cafe=cafe, name="Twin")
    sales.post(at("account-note-new", twin), {"text": "Pays in cash"})
    sales.post(at("account-file-new", twin), {"document": a_text(), "about": "Old terms"})
    sales.post(at("account-hold", twin), {"reason": "A letter came back"})
    sales.post(at("account-release", twin), {"reason": "They have moved"})
    invited(twin)
    LocationFactory(account=twin, name="Side door")
    sales.post(at("account-merge-with", deli, duplicate=twin.pk), {"reason": "One company", "sure": "on"})
    page = text_of(sales.get(at("account", deli)))
    for words in ("Pays in cash", "Old terms", "A letter came back", "on Twin", "nico@example.com", "Side door"):
        assert words in page, words
    file = AccountFile.objects.get()
    assert sales.get(at("account-file", deli, file=file.pk)).status_code == 200


def test_history_is_paged(sales, deli):
    for number in range(30):
        sales.post(at("account-details", deli), details(line2=f"Floor {number}"))
    first, second = (text_of(sales.get(at("account-history", deli), {"page": page})) for page in (1, 2))
    assert "Floor 29" in first
    assert "Floor 29" not in second
    assert "Floor 0" in second


@pytest.mark.parametrize("hostile", [SIGNS + BREAKS_OUT, LINES, "ä" * 10_000], ids=["signs", "lines", "long"])
def test_hostile_text_is_refused_in_words_or_stored_as_text(sales, deli, cafe, hostile):
    person = MemberFactory(account=deli, role="buyer")
    typed = {
        at("account-details", deli): details(name=hostile, line1=hostile, line2=hostile, town=hostile),
        at("account-terms", deli): {"terms": hostile, "credit_limit": hostile, "cafe": hostile, "reason": hostile},
        at("account-hold", deli): {"reason": hostile},
        at("account-release", deli): {"reason": hostile},
        at("account-note-new", deli): {"text": hostile},
        at("account-file-new", deli): {"document": a_text(), "about": hostile},
        at("account-invite", deli): {"email": f"{hostile}@example.com", "role": hostile, "spend_limit": hostile},
        at("account-member", deli, member=person.pk): {"role": hostile, "spend_limit": hostile},
        at("account-close", deli): {"reason": hostile},
        at("account-reopen", deli): {"reason": hostile},
        at("account-merge", deli): {"number": hostile},
        "/dashboard/accounts/new/": new_account(cafe, name=hostile, reason=hostile, owner=hostile),
    }
    for address, data in typed.items():
        answer = sales.post(address, data)
        assert answer.status_code in {200, 302}, address
        if answer.status_code == 200:
            assert "Nothing is saved yet." in text_of(answer), address
            assert "<script>alert(1)" not in text_of(answer), address
    for page in ("account", "account-history", "account-notes", "account-files"):
        assert "<script>alert(1)" not in text_of(sales.get(at(page, deli)))
    assert "\n" not in TradeAccount.objects.get(pk=deli.pk).name
