"""The site as the server loads it, with two addresses more: who answers here, and write a mail from this process."""

import json
import os
import threading
from urllib.parse import parse_qs

from config.wsgi import application as site


def application(environ, start_response):
    if environ["PATH_INFO"] == "/test/write/":
        from django.core.mail import send_mail

        subject = parse_qs(environ["QUERY_STRING"])["subject"][0]
        send_mail(subject, "Body", None, ["ann@example.com"])
    elif environ["PATH_INFO"] != "/test/who/":
        return site(environ, start_response)
    threads = sorted(thread.name for thread in threading.enumerate())
    start_response("200 OK", [("Content-Type", "application/json"), ("Connection", "close")])
    return [json.dumps({"process": os.getpid(), "threads": threads}).encode()]
