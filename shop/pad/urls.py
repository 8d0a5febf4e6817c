"""Under /shop/pad/, within Oscar's catalogue namespace."""

from django.urls import path

from shop.pad.views import pad, pasting

urlpatterns = [
    path("", pad.pad, name="pad"),
    path("total/", pad.total, name="pad-total"),
    path("paste/", pasting.paste, name="pad-paste"),
]
