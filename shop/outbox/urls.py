from django.urls import path

from shop.outbox import views

app_name = "outbox"

urlpatterns = [
    path("", views.messages, name="list"),
    path("<int:pk>/", views.message, name="message"),
    path("<int:pk>/html/", views.html, name="html"),
    path("<int:pk>/attachments/<int:number>/", views.attachment, name="attachment"),
]
