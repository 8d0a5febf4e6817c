from celery import shared_task

from shop.finding import actions, vocabulary


@shared_task
def recount() -> None:
    vocabulary.recount()


@shared_task
def index(keys: list[int]) -> None:
    actions.index_now(keys)
