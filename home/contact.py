"""A form that marketing builds and visitors send. What is sent is kept, and mailed to those who answer."""

from typing import Any

from allauth.core import ratelimit
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from home.blocks.words import PLAIN_FEATURES
from home.panels import INTRODUCTION
from home.routing import Quick
from shop.outbox.letters import Letter, send_letter

TOO_MANY = "You have written to us several times within the hour. What you wrote is still here: send it a little later."
TRAP = "website"  # people don't see this field; programs that fill in everything do


class FormPage(AbstractEmailForm, Quick):
    introduction = models.TextField(blank=True, help_text=INTRODUCTION)
    thank_you_text = RichTextField(
        blank=True, features=PLAIN_FEATURES, help_text="Shown when the form has been sent: when will somebody answer?"
    )

    template = "home/form_page.html"
    landing_page_template = "home/form_page_sent.html"
    content_panels = [
        *Quick.content_panels,
        FormSubmissionsPanel(),
        FieldPanel("introduction"),
        InlinePanel("form_fields", label="field", heading="What we ask", help_text="As little as you need to answer."),
        FieldPanel("thank_you_text"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("to_address"), FieldPanel("subject")])],
            heading="The mail to ourselves",
            help_text="Who answers gets each message by e-mail, and can reply to it directly.",
        ),
    ]
    search_fields = [*Quick.search_fields, index.SearchField("introduction")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types: list[str] = []
    show_in_menus_default = True

    class Meta:
        verbose_name = "page with a form"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            if "sent" in request.GET:
                return self.render_landing_page(request)
            return super().serve(request, *args, **kwargs)
        form = self.get_form(request.POST, request.FILES, page=self, user=request.user)
        if not form.is_valid():
            return self.shown_again(request, form, status=422)
        if not request.POST.get(TRAP):
            if not ratelimit.consume(request, action="contact"):
                form.add_error(None, TOO_MANY)
                return self.shown_again(request, form, status=429)
            with transaction.atomic():
                self.process_form_submission(form)
        return redirect(f"{self.get_url(request)}?sent=yes")

    def shown_again(self, request: HttpRequest, form: Any, *, status: int) -> HttpResponse:
        context = {**self.get_context(request), "form": form}
        return TemplateResponse(request, self.get_template(request), context, status=status)

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        return super().get_form(*args, label_suffix="", **kwargs)

    def get_submissions_list_view_class(self) -> Any:
        from home.exports import FormSubmissionsView  # Wagtail's view needs all models first

        return FormSubmissionsView

    def send_mail(self, form: Any) -> None:
        writer = next((form.cleaned_data[f.clean_name] for f in self.get_form_fields() if f.field_type == "email"), "")
        send_letter(
            letter=Letter(subject=self.subject or self.title, paragraphs=(self.render_email(form),)),
            to=[each.strip() for each in self.to_address.split(",")],
            reply_to=[writer] if writer else [],
        )


class FormField(AbstractFormField):
    page = ParentalKey(FormPage, on_delete=models.CASCADE, related_name="form_fields")
