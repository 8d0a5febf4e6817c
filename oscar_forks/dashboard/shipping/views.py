from oscar.apps.dashboard.shipping import views

from oscar_forks.dashboard.as_words import as_words


class WeightBasedDetailView(views.WeightBasedDetailView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["method"].description = as_words(context["method"].description)
        return context
