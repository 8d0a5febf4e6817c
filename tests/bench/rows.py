"""The rows of one of our orders as plain statements in one transaction: what PostgreSQL alone takes to write them.

Its letters are promised; what they say is written by the worker, of which there is none beside either shop."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from tests.bench.load import CLIENTS

Row = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """Of the order that was placed last, table by table, and what it took of which stock."""

    database: str
    address: Row
    order: Row
    lines: list[Row]
    changes: list[Row]
    payment: Row
    share: Row
    messages: list[Row]
    basket: Row

    @classmethod
    def of(cls, database: str) -> "Sample":
        with psycopg.connect(database, row_factory=dict_row) as connection:

            def found(words: str, value: Any) -> list[Row]:
                return connection.execute(sql.SQL(f"SELECT * FROM {words} ORDER BY id"), [value]).fetchall()

            *_, order = found("order_order WHERE status = %s", "Received")
            # Another round, so that these orders fill none that is ordered for.
            *_, another_round = found("rounds_round WHERE id <> %s", order["round_id"])
            [share] = found("payments_share WHERE order_id = %s", order["id"])
            return cls(
                database=database,
                address=found("order_shippingaddress WHERE id = %s", order["shipping_address_id"])[0],
                order=order | {"round_id": another_round["id"]},
                lines=found("order_line WHERE order_id = %s", order["id"]),
                changes=found("order_orderstatuschange WHERE order_id = %s", order["id"]),
                payment=found("payments_payment WHERE id = %s", share["payment_id"])[0],
                share=share,
                messages=found("outbox_message WHERE about = %s", order["number"]),
                basket=found("basket_basket WHERE id = %s", order["basket_id"])[0],
            )

    def __post_init__(self) -> None:
        if len(self.lines) != 5 or not self.messages:
            raise AssertionError(
                f"An order of five lines with the promise of its letters was meant, not {self.order['number']}."
            )


def rate(sample: Sample, seconds: float) -> float:
    """Orders a second. Each client is a process, for threads of one would wait for each other."""
    with get_context("fork").Pool(CLIENTS) as clients:
        return sum(clients.starmap(again_and_again, [(sample, seconds)] * CLIENTS))


def again_and_again(sample: Sample, seconds: float) -> float:
    with psycopg.connect(sample.database, autocommit=True) as connection:
        basket = put(connection, "basket_basket", [sample.basket])[0]
        written, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < seconds:
            write(connection, sample, basket)
            written += 1
        return written / (time.perf_counter() - begun)


def write(connection: psycopg.Connection, sample: Sample, basket: int) -> None:
    with connection.transaction():
        connection.execute(
            "UPDATE basket_basket SET status = 'Submitted', date_submitted = now() WHERE id = %s", [basket]
        )
        [address] = put(connection, "order_shippingaddress", [sample.address])
        [order] = put(
            connection,
            "order_order",
            [sample.order],
            number=secrets.token_hex(8),
            shipping_address_id=address,
            basket_id=basket,
        )
        put(connection, "order_line", sample.lines, order_id=order)
        put(connection, "order_orderstatuschange", sample.changes, order_id=order)
        token = secrets.token_urlsafe(24)
        [payment] = put(
            connection, "payments_payment", [sample.payment], key=uuid4(), token=token, checkout=f"basket {token}"
        )
        put(connection, "payments_share", [sample.share], payment_id=payment, order_id=order)
        fresh = [each | {"key": uuid4().hex, "status": "sent"} for each in sample.messages]
        put(connection, "outbox_message", fresh)
        # Last, for others wait for these. As ours does it: locked in order, then changed in one go.
        records = [line["stockrecord_id"] for line in sample.lines]
        connection.execute(
            "SELECT id FROM partner_stockrecord WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", [records]
        )
        connection.execute(
            "UPDATE partner_stockrecord SET num_allocated = COALESCE(num_allocated, 0) + 2 WHERE id = ANY(%s)",
            [records],
        )


def put(connection: psycopg.Connection, table: str, rows: list[Row], **instead: Any) -> list[int]:
    """One statement; the keys of the new rows."""
    columns = [name for name in rows[0] if name != "id"]
    one = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(columns)))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES {} RETURNING id").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(", ").join([one] * len(rows))
    )
    values = [plain(row | instead, name) for row in rows for name in columns]
    return [pk for (pk,) in connection.execute(statement, values)]


def plain(row: Mapping[str, Any], name: str) -> Any:
    value = row[name]
    return Jsonb(value) if isinstance(value, dict) else value
