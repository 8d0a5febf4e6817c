"""Under /dashboard/catalogue/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.goods.dashboard import bulk, deposits, keeping

urlpatterns = [
    path("table/", bulk.table, name="catalogue-table"),
    path("products/<int:pk>/duplicate/", keeping.copy, name="catalogue-product-duplicate"),
    path("products/<int:pk>/archive/", keeping.archive, name="catalogue-product-archive"),
    path("products/<int:pk>/bring-back/", keeping.bring_back, name="catalogue-product-bring-back"),
    path("products/<int:pk>/move/", keeping.move, name="catalogue-product-move"),
    path("products/<int:pk>/history/", keeping.history, name="catalogue-product-history"),
    path("deposits/", deposits.deposit_list, name="deposit-list"),
    path("deposits/new/", deposits.deposit_new, name="deposit-new"),
    path("deposits/<int:pk>/", deposits.deposit, name="deposit-change"),
    path("deposits/<int:pk>/delete/", deposits.deposit_delete, name="deposit-delete"),
]
