"""Under /account/approvals/, within Oscar's customer namespace."""

from django.urls import path

from shop.ordering.views import approvals
from shop.ordering.views.changing import approval_change

urlpatterns = [
    path("", approvals.approval_list, name="approvals"),
    path("<int:pk>/", approvals.approval_page, name="approval"),
    path("<int:pk>/approve/", approvals.approval_approve, name="approval-approve"),
    path("<int:pk>/change/", approval_change, name="approval-change"),
    path("<int:pk>/decline/", approvals.approval_decline, name="approval-decline"),
    path("<int:pk>/withdraw/", approvals.approval_withdraw, name="approval-withdraw"),
]
