"""Under /dashboard/prices/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.pricing.dashboard import lists, prices, vat, why

urlpatterns = [
    path("", lists.price_lists, name="price-lists"),
    path("new/", lists.new, name="price-list-new"),
    path("history/", prices.history, name="price-history"),
    path("why/", why.why, name="price-why"),
    path("goods/", why.goods, name="price-goods"),
    path("buyers/", why.buyers, name="price-buyers"),
    path("vat/", vat.rates, name="vat"),
    path("vat/new/", vat.new_rate, name="vat-rate-new"),
    path("vat/classes/new/", vat.new_class, name="vat-class-new"),
    path("vat/<int:pk>/withdraw/", vat.withdraw, name="vat-rate-withdraw"),
    path("<int:pk>/", lists.price_list, name="price-list"),
    path("<int:pk>/edit/", lists.edit, name="price-list-edit"),
    path("<int:pk>/copy/", lists.copy, name="price-list-copy"),
    path("<int:pk>/delete/", lists.delete, name="price-list-delete"),
    path("<int:pk>/prices/", prices.edit, name="price-list-prices"),
    path("<int:pk>/accounts/", prices.holders, name="price-list-accounts"),
    path("<int:pk>/history/", prices.list_history, name="price-list-history"),
]
