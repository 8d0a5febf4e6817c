"""Staff read applications, ask back and decide; each time the applicant is told."""

import csv
from datetime import timedelta

import pytest
from django.utils import timezone

from shop.accounts.roles import DASHBOARD
from shop.applying import domain, keys
from shop.applying.models import Application, Event
from shop.outbox.models import Message
from shop.outbox.reading import read
from shop.pricing.models import PriceList
from shop.trade.keys import link_to
from shop.trade.models import Invitation, TradeAccount
from tests.factories import CafeFactory, MemberFactory, TradeAccountFactory, UserFactory
from tests.shop.applying.conftest import ADDRESSES, LIST, START, address, letters, made, offer, page, sent
from tests.testbed.hostile import filled, forms, kept

pytestmark = pytest.mark.django_db
MARTA = START["email"]


def sign_in(client, person):
    client.force_login(person)
    return person


def test_only_what_was_read_is_approved(client, cafe, sam):
    application = sent(client)
    key = keys.key_of(application)
    sign_in(client, sam)
    client.post(address(application, "ask"), {"ask-words": "Which yard?"})
    there = address(application, "approve")

    def read_and_decide():
        html = client.get(address(application)).content.decode()
        [form] = [each for each in forms(address(application), html) if each.path == there]
        return filled(form, kept) | offer(cafe)

    decision = read_and_decide()
    client.post(page(key, "addresses"), {**ADDRESSES, "line1": "9 Elsewhere Road"})
    answer = client.post(there, decision)
    assert answer.status_code == 409
    assert "9 Elsewhere Road" in answer.content.decode()
    assert not TradeAccount.objects.exists()
    client.post(page(key, "addresses"), ADDRESSES)
    assert client.post(there, read_and_decide()).status_code == 302


def test_who_is_approved_has_the_price_lists_that_were_ticked_and_reads_no_name_of_them(client, cafe, sam):
    application = sent(client)
    chosen = PriceList.objects.create(name="Fine dining")
    PriceList.objects.create(name="Schools")
    ended = PriceList.objects.create(name="Last year", last_day=timezone.localdate() - timedelta(days=1))
    sign_in(client, sam)
    shown = client.get(address(application)).content.decode()
    assert "Fine dining" in shown
    assert "Last year" not in shown
    there = address(application, "approve")
    refused = client.post(there, offer(cafe) | {"approve-price_lists": [ended.pk]})
    assert "One of these lists is gone meanwhile." in refused.content.decode()
    client.post(there, offer(cafe) | {"approve-price_lists": [chosen.pk]})
    account = TradeAccount.objects.get()
    assert list(account.price_lists.all()) == [chosen]
    assert account.changes.get(what="Price lists").new == "Fine dining"
    assert not any("Fine dining" in read(message).text for message in Message.objects.all())
    assert "Fine dining" not in client.get(f"/wholesale/apply/{keys.key_of(application)}/").content.decode()


def test_the_whole_way_from_a_question_to_the_account(client, cafe, sam):
    application = sent(client)
    sign_in(client, sam)
    shown = client.get(address(application)).content.decode()
    for words in (
        "Whiteladies Bistro",
        "Early Loaf",
        "The number is well formed",
        "Sourdough and baguettes.",
    ):
        assert words in shown

    client.post(address(application, "ask"), {"ask-words": "How early\nare you there?"})
    application.refresh_from_db()
    assert application.status == domain.ASKED
    assert "How early" in read(letters(MARTA)[-1]).text
    key = keys.key_of(application)
    assert "How early" in client.get(page(key, "business")).content.decode()
    assert client.post(page(key, "check"), {"agrees": "on"}).status_code == 422
    assert client.post(page(key, "check"), {"agrees": "on", "answer": "From six."}).url == page(key, "sent")
    assert "From six." in read(letters(sam.email)[-1]).text
    assert "From six." in client.get(address(application)).content.decode()

    done = client.post(address(application, "approve"), offer(cafe, words="Welcome aboard."), follow=True)
    account = TradeAccount.objects.get()
    application.refresh_from_db()
    assert f"account {account.number}" in done.content.decode()
    assert (account.terms, str(account.credit_limit), account.vat_number) == ("net_14", "1500.00", "GB980780684")
    assert (account.cafe, account.postcode) == (cafe, "BS8 2PY")
    assert account.locations.get().access_notes == "Through the yard.\nRing twice."
    assert (application.status, application.account, application.decided_by) == (domain.APPROVED, account, sam)
    invitation = Invitation.objects.get()
    assert (invitation.account, invitation.role, invitation.email) == (account, "owner", MARTA)
    welcome = read(letters(MARTA)[-1])
    for words in ("14 days", "£1,500.00", "Welcome aboard.", link_to(invitation)):
        assert words in welcome.text
    assert account.changes.filter(by=sam, reason__contains=application.reference).exists()
    whats = [event.what for event in application.events.all()]
    assert whats == ["started", "sent", "asked", "answered", "approved"]
    assert "Welcome. You have a trade account." in client.get(page(key, "sent")).content.decode()


def test_who_is_declined_reads_the_reason(client, cafe, sam):
    application = sent(client)
    sign_in(client, sam)
    assert client.post(address(application, "decline"), {"decline-words": " "}).status_code == 422
    assert len(letters(MARTA)) == 2
    client.post(address(application, "decline"), {"decline-words": "Too far for our vans."})
    assert "Too far for our vans." in read(letters(MARTA)[-1]).text
    assert "Too far for our vans." in client.get(page(keys.key_of(application), "sent")).content.decode()
    again = client.post(address(application, "approve"), offer(cafe))
    assert again.status_code == 409
    assert "Sam Hill has declined this application already" in again.content.decode()
    assert not TradeAccount.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Give the name that stands on invoices."),
        ({"cafe": "999"}, "Select a valid choice"),
        ({"credit_limit": "lots"}, "Write the limit as a number"),
        ({"credit_limit": "0"}, "With these terms nothing could be ordered at a limit of 0."),
        ({"terms": "prepay"}, "Who pays with the order needs no limit"),
        ({"credit_limit": "-1"}, "Give 0 or more"),
    ],
)
def test_a_wrong_offer_is_explained_and_opens_nothing(client, cafe, sam, wrong, words):
    application = sent(client)
    sign_in(client, sam)
    answer = client.post(
        address(application, "approve"),
        {**offer(cafe, words="Hello"), **{f"approve-{name}": value for name, value in wrong.items()}},
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Hello" in answer.content.decode()
    assert not TradeAccount.objects.exists()


def test_another_cafe_may_be_given_it(client, cafe, sam):
    application, other = sent(client), CafeFactory(name="Harbour Roast")
    sign_in(client, sam)
    client.post(address(application, "move"), {"move-cafe": other.pk})
    application.refresh_from_db()
    assert application.cafe == other
    assert application.events.get(what=Event.What.MOVED).words == "From Early Loaf to Harbour Roast"


def test_cafe_staff_read_what_falls_to_their_cafe_and_decide_nothing(client, cafe):
    mine, others, nobodys = made(cafe, name="Ours"), made(CafeFactory(), name="Theirs"), made(name="Far away")
    cleo = sign_in(client, UserFactory(permissions=[DASHBOARD]))
    cafe.partner.users.add(cleo)
    listed = client.get(LIST).content.decode()
    exported = b"".join(client.get(f"{LIST}?export=csv").streaming_content).decode()
    for text in (listed, exported):
        assert "Ours" in text
        assert "Theirs" not in text
        assert "Far away" not in text
    assert "Waiting for us <b>1</b>" in listed
    assert client.get(address(mine)).status_code == 200
    assert "Approve" not in client.get(address(mine)).content.decode()
    for verb in ("ask", "approve", "decline", "move"):
        assert client.post(address(mine, verb)).status_code == 403
    for foreign in (others, nobodys):
        assert client.get(address(foreign)).status_code == 404
        for verb in ("ask", "approve", "decline", "move"):
            assert client.post(address(foreign, verb)).status_code == 404


def test_operations_look_and_buyers_see_nothing(client, cafe):
    application = made(cafe)
    sign_in(client, UserFactory(is_staff=True, groups=["Operations"]))
    assert client.get(LIST).status_code == 200
    assert client.get(address(application)).status_code == 200
    assert client.post(address(application, "decline"), {"decline-words": "No"}).status_code == 403
    sign_in(client, MemberFactory().user)
    assert client.get(LIST).status_code == 403
    assert client.get(address(application)).status_code == 403
    assert client.post(address(application, "decline"), {"decline-words": "No"}).status_code == 403
    application.refresh_from_db()
    assert application.status == domain.SENT


def test_a_draft_is_nobodys_business_yet(client, cafe, sam):
    draft = Application.objects.create(name="Not yet", email="b@example.com")
    sign_in(client, sam)
    assert client.get(address(draft)).status_code == 404
    assert "Not yet" not in client.get(LIST).content.decode()


def test_the_list_is_found_by_what_people_say(client, cafe, sam):
    wanted = made(cafe, name="Whiteladies Bistro", town="Bristol", email="marta@example.com")
    made(name="Peak View", town="Buxton", postcode="SK17 6BE", status=domain.ASKED)
    sign_in(client, sam)
    for asked in (
        "text=whiteladies",
        "text=BS8",
        "text=marta@",
        f"text={wanted.reference}",
        f"cafe={cafe.pk}",
        "state=sent",
    ):
        listed = client.get(f"{LIST}?{asked}").content.decode()
        assert "Whiteladies Bistro" in listed, asked
        assert "Peak View" not in listed, asked
    assert "Peak View" in client.get(f"{LIST}?cafe=none").content.decode()
    assert "No application fits" in client.get(f"{LIST}?text=nobody").content.decode()
    assert client.get(f"{LIST}?cafe=x&state=y&page=z").status_code == 200


def test_those_that_wait_for_us_come_first(client, cafe, sam):
    now = timezone.now()
    for name, status, days in [("Old and waiting", domain.SENT, 9), ("New and asked", domain.ASKED, 0)]:
        Application.objects.filter(pk=made(name=name, status=status).pk).update(sent_at=now - timedelta(days=days))
    sign_in(client, sam)
    listed = client.get(LIST).content.decode()
    assert listed.index("Old and waiting") < listed.index("New and asked")


def test_the_export_has_every_row_and_no_formula(client, cafe, sam):
    for number in range(30):
        made(cafe, name=f"=HYPERLINK({number})")
    sign_in(client, sam)
    text = b"".join(client.get(f"{LIST}?export=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines(keepends=True)))
    assert len(rows) == 31
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert client.get(f"{LIST}?export=xlsx").status_code == 200


def test_the_pages_ask_the_same_however_many_there_are(client, cafe, sam, django_assert_max_num_queries):
    for number in range(40):
        made(cafe, name=f"Bistro {number}")
    sign_in(client, sam)
    with django_assert_max_num_queries(20):
        assert client.get(LIST).status_code == 200
    with django_assert_max_num_queries(25):
        assert client.get(address(Application.objects.first())).status_code == 200


def test_staff_are_shown_who_may_be_the_same(client, cafe, sam):
    application = made(cafe, name="Hartley's Kitchen", vat_number="GB980780684", email="h@example.com")
    TradeAccountFactory(cafe=cafe, name="HARTLEYS KITCHEN LTD", postcode="BS8 2PY")
    TradeAccountFactory(cafe=cafe, name="By number", vat_number="GB980780684")
    TradeAccountFactory(cafe=cafe, name="Neighbour", postcode="BS8 2PY")
    MemberFactory(account=TradeAccountFactory(cafe=cafe, name="Also theirs"), user=UserFactory(email="h@example.com"))
    made(name="Twin", email="H@example.com")
    sign_in(client, sam)
    shown = client.get(address(application)).content.decode()
    for words in (
        "same postcode and a similar name",
        "same VAT number",
        "the applicant belongs to it",
        "same e-mail address",
        "Twin",
    ):
        assert words in shown
    assert "Neighbour" not in shown


def test_answers_that_fit_no_account_are_told_so_and_nothing_happens(client, cafe, sam):
    application = sent(client)
    Application.objects.filter(pk=application.pk).update(line1="")
    before = Message.objects.count()
    sign_in(client, sam)
    answer = client.post(address(application, "approve"), offer(cafe))
    assert answer.status_code == 409
    assert "Ask back, so that the applicant mends them." in answer.content.decode()
    assert not TradeAccount.objects.exists()
    assert Message.objects.count() == before
