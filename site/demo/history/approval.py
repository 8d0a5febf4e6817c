"""Above their buyer's limit: orders that somebody else of the account let through or not, and one that waits now."""

from collections.abc import Sequence

from django.db.models import F
from oscar.core.loading import get_model

from demo.history.accounts import address_of
from demo.history.states import DECLINED
from demo.history.world import DAY, Visit, World
from demo.history.writing import checkout_of, fill_baskets
from shop.accounts.demo import ARTHUR, BUYER
from shop.ordering import approvals
from shop.ordering.actions.asking import ask
from shop.ordering.drafts import Buyer
from shop.ordering.models import Approval, ApprovalPart
from shop.payments.owed import ON_ACCOUNT

GOODS = {"EL-SOUR": 40, "EL-BAG": 6, "EL-CROI": 2, "EL-ROLL": 2}
WORDS = ("We have a wedding party on the day.", "The freezer broke, and we start anew.", "For the fair.")
ANSWERS = ("", "Fine. Keep the trays apart, please.")
WORD = "The wedding on Saturday is larger than we thought. May I?"
TOO_MUCH = "We still have plenty from Tuesday."
ROUTE = "Bristol and Bath"


def approve(visits: Sequence[Visit], world: World) -> None:
    arthur = world.people[ARTHUR.email]
    asked = [visit for visit in visits if visit.decided_at]
    for number, visit in enumerate(asked):
        was_declined = visit.fate == DECLINED
        visit.approval = Approval(
            account=visit.account,
            asked_by=visit.buyer.user,
            asked_at=visit.placed_at,
            pays_by=visit.pays_by,
            word=WORDS[number % len(WORDS)],
            closes_at=visit.closes_at,
            until=approvals.waits_until(visit.placed_at, visit.closes_at),
            state=approvals.DECLINED if was_declined else approvals.APPROVED,
            decided_by=arthur,
            decided_at=visit.decided_at,
            answer=TOO_MUCH if was_declined else ANSWERS[number % len(ANSWERS)],
        )
    Approval.objects.bulk_create(visit.approval for visit in asked)
    ApprovalPart.objects.bulk_create(
        ApprovalPart(approval=visit.approval, order=order) for visit in asked for order in visit.orders
    )


def wait_for_approval(world: World) -> None:
    """Asked just now, by the shop's own action."""
    account = world.accounts["Hartley's Kitchen"]
    address = address_of(account, next(place for place in account.locations.all() if place.is_default))
    user = world.people[BUYER.email]
    ahead = (world.delivered(ROUTE, world.today + days * DAY, address) for days in range(2, 14))
    van = next(going for going in ahead if going and going.round.cutoff_at > world.now + DAY)
    visit = Visit(
        placed_at=world.now,
        buyer=Buyer(user.email, user, account, user.get_full_name()),
        goods=world.goods_on(GOODS, world.today),
        going={van.round.cafe_id: van},
        pays_by=ON_ACCOUNT,
        po_number="PO 4788",
    )
    fill_baskets([visit], status="Open")
    for line in visit.basket.all_lines():
        if line.product.is_counted:
            records = get_model("partner", "StockRecord").objects.filter(pk=line.stockrecord_id)
            records.update(num_in_stock=F("num_in_stock") + line.quantity)
    ask(checkout=checkout_of(visit), word=WORD, now=world.now)
