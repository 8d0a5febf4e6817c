"""Rich text becomes the one text block of a stream: in the rows, and in what drafts and older versions hold."""

import json
import uuid


def wrapped(html):
    """Asked again, what is a stream already stays as it is."""
    if not html or not html.strip():
        return "[]"
    if is_stream(html):
        return html
    return json.dumps([{"type": "text", "value": html, "id": str(uuid.uuid4())}])


def is_stream(text):
    try:
        return isinstance(json.loads(text), list)
    except ValueError:
        return False


def unwrapped(stream):
    """The way back keeps the words; other blocks have no place there."""
    return (
        "".join(b["value"] for b in json.loads(stream or "[]") if b["type"] == "text") if is_stream(stream) else stream
    )


def change_bodies(app_label, models, change):
    def run(apps, schema_editor):
        ContentType = apps.get_model("contenttypes", "ContentType")
        Revision = apps.get_model("wagtailcore", "Revision")
        for name in models:
            pages = apps.get_model(app_label, name).objects
            for pk, body in pages.values_list("pk", "body"):
                pages.filter(pk=pk).update(body=change(body))
            for kind in ContentType.objects.filter(app_label=app_label, model=name):
                for revision in Revision.objects.filter(content_type=kind).iterator():
                    if "body" in revision.content:
                        revision.content["body"] = change(revision.content["body"])
                        revision.save(update_fields=["content"])

    return run
