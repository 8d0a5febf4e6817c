"""Files as staff send them, and what becomes of them."""

import csv
from io import StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shop import exports
from shop.shelf import queries
from shop.shelf.actions import deciding, taking, working
from shop.shelf.columns import GOODS, PRICES
from shop.shelf.models import Import

HEADINGS = {"goods": [column.heading for column in GOODS], "prices": [column.heading for column in PRICES]}
NEW = {
    "SKU": "NEW-1",
    "Café": "Early Loaf",
    "Title": "Walnut loaf",
    "Categories": "Bread",
    "Price": "4.20",
    "VAT": "food",
    "In stock": "12",
    "Contains": "gluten, nuts",
}


def sheet(*rows: dict, delimiter=",", encoding="utf-8", name="shelf.csv") -> SimpleUploadedFile:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    text = StringIO()
    writer = csv.DictWriter(text, headings, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, text.getvalue().encode(encoding))


def exported(kind: str, *, table: str = "goods", user, cafe=None) -> SimpleUploadedFile:
    rows = queries.goods_rows(user=user, cafe=cafe) if table == "goods" else queries.price_rows(cafe=cafe)
    answer = exports.answer(name=table, columns=HEADINGS[table], rows=rows, kind=kind)
    return SimpleUploadedFile(f"{table}.{kind}", answer.getvalue())


def checked(upload, *, by) -> Import:
    """Sent, and looked at by a worker."""
    now = timezone.now()
    job = taking.take(upload=upload, by=by, may=queries.may_import(by), now=now)
    working.work(pk=job.pk, now=now)
    job.refresh_from_db()
    return job


def written(job: Import, *, by=None, mode: str = "good") -> Import:
    now = timezone.now()
    deciding.confirm(job=job, mode=mode, by=by or job.by, now=now)
    working.work(pk=job.pk, now=now)
    job.refresh_from_db()
    return job


def kinds(job: Import) -> dict[str, str]:
    return dict(job.rows.values_list("sku", "kind"))


def whys(job: Import) -> dict[int, list[str]]:
    return {row.number: row.why for row in job.rows.all() if row.why}


def changes(job: Import, sku: str) -> list[list[str]]:
    return job.rows.get(sku=sku).changes
