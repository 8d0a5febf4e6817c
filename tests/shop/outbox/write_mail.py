"""A program that writes so many mails and says how long it took: python -m tests.shop.outbox.write_mail 100"""

import sys
import time

import django

from config.celery import app

if __name__ == "__main__":
    django.setup()
    from django.core.mail import send_mail

    started = time.monotonic()
    if sys.argv[1] == "sweep":
        app.send_task("shop.outbox.tasks.sweep")
    else:
        for number in range(int(sys.argv[1])):
            send_mail(f"Mail {number}", "Body", None, ["ann@example.com"])
    print(time.monotonic() - started)
