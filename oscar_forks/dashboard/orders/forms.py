"""Oscar's search above the list of orders, also by what goes out when, and from which café."""

from django import forms
from oscar.apps.dashboard.orders import forms as oscar

from shop.cafes.models import Cafe


class OrderSearchForm(oscar.OrderSearchForm):
    """Oscar's page shows at once what has `order` in its name, and folds all else away."""

    order_day = forms.DateField(label="Goes out on", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    order_cafe = forms.ModelChoiceField(
        Cafe.objects.select_related("partner"), label="From", required=False, empty_label="every café"
    )
