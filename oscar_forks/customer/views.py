from oscar.apps.customer import views


class OrderHistoryView(views.OrderHistoryView):
    """One's own orders, newest first; Oscar's search form for them is not offered."""

    def get(self, request, *args, **kwargs):
        self.form = self.form_class()
        return super(views.OrderHistoryView, self).get(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().prefetch_related("lines")


class OrderDetailView(views.OrderDetailView):
    """To be read: Oscar's re-order fills a basket at once and drops what has changed without a word."""

    http_method_names = ["get", "head", "options"]
