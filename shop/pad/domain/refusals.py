"""What is not done with a pad or a list, and why."""

from shop.refusals import Refusal


class NameTaken(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"There is a list called “{self.name}” already. Choose another name, or load that list and save over it."


class NothingToSave(Refusal):
    def __str__(self) -> str:
        return "There is nothing on the pad yet. Write how many you want, then save the list."


class TooManyLists(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def __str__(self) -> str:
        return f"This account has {self.most} lists, and more can't be kept. Delete one that nobody needs."


class NotYourList(Refusal):
    def __str__(self) -> str:
        return "Only who made this list, or an owner of the account, can do that."


class ListGone(Refusal):
    def __str__(self) -> str:
        return "Somebody has deleted this list meanwhile. You can save what is on the pad as a new one."


class OtherCurrency(Refusal):
    def __str__(self) -> str:
        return (
            "Your basket holds goods in another currency, and one order can't be in two. "
            "Order those first, or take them out; what you wrote here is kept."
        )


class TooManyPieces(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def __str__(self) -> str:
        return f"A basket holds at most {self.most:,} pieces. Nothing was changed; please order less at a time."
