from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from shop.outbox import actions as outbox
from shop.outbox.models import Message


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """For looking only, and without what the messages say: a link that resets a password is its owner's."""

    list_display = ["created_at", "status", "recipients", "subject", "attempts", "next_attempt_at", "last_error"]
    list_filter = ["status", "created_at"]
    search_fields = ["recipients", "subject", "key"]
    exclude = ["body", "envelope"]
    actions = ["send_again"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        return super().get_queryset(request).defer("body", "envelope")

    @admin.action(description="Send the given-up ones again", permissions=["send_again"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        count = outbox.send_again(messages=queryset, now=timezone.now())
        self.message_user(request, f"{count} messages are on their way again.", messages.SUCCESS)

    def has_send_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("outbox.change_message")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False
