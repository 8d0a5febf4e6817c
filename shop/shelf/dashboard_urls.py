"""Under /dashboard/goods/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.shelf import dashboard

urlpatterns = [
    path("import/", dashboard.import_list, name="shelf-import-list"),
    path("import/<int:pk>/", dashboard.one_import, name="shelf-import"),
    path("import/<int:pk>/progress/", dashboard.progress, name="shelf-import-progress"),
    path("import/<int:pk>/write/", dashboard.write, name="shelf-import-write"),
    path("import/<int:pk>/again/", dashboard.again, name="shelf-import-again"),
    path("import/<int:pk>/drop/", dashboard.drop, name="shelf-import-drop"),
    path("export/", dashboard.export_goods, name="shelf-export"),
    path("export/prices/", dashboard.export_prices, name="shelf-export-prices"),
]
