"""Under /sandbox/bank/."""

from django.urls import path

from sandbox import api, desk, pages

app_name = "sandbox"
urlpatterns = [
    path("", pages.home, name="home"),
    path("pay/<str:code>/", pages.pay, name="pay"),
    path("account/", pages.sign_in, name="account"),
    path("account/statement/", pages.statement, name="statement"),
    path("account/statement.csv", pages.statement_csv, name="statement-csv"),
    path("account/leave/", pages.leave, name="leave"),
    path("desk/", desk.desk, name="desk"),
    path("desk/accounts/<int:pk>/pay-in/", desk.pay_in, name="desk-pay-in"),
    path("desk/accounts/<int:pk>/close/", desk.close, name="desk-close"),
    path("desk/accounts/<int:pk>/reopen/", desk.reopen, name="desk-reopen"),
    path("desk/accounts/<int:pk>/unlock/", desk.unlock, name="desk-unlock"),
    path("desk/events/<int:pk>/send-again/", desk.send_again, name="desk-send-again"),
    path("desk/break/", desk.break_something, name="desk-break"),
    path("desk/mend/", desk.mend, name="desk-mend"),
    path("api/debits/", api.debits, name="api-debits"),
    path("api/debits/<uuid:key>/", api.debit, name="api-debit"),
    path("api/debits/<uuid:key>/cancel/", api.cancel, name="api-cancel"),
    path("api/refunds/", api.refunds, name="api-refunds"),
    path("api/refunds/<uuid:key>/", api.refund, name="api-refund"),
]
