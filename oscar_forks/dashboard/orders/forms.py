"""Oscar's search above the list of orders, also by what goes out when, and from which café."""

from django import forms
from oscar.apps.dashboard.orders import forms as oscar

from shop.cafes.models import Cafe
from shop.rounds.staff import cafes_of


class OrderSearchForm(oscar.OrderSearchForm):
    """Oscar's page shows at once what has `order` in its name, and folds all else away."""

    order_day = forms.DateField(label="Goes out on", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    order_cafe = forms.ModelChoiceField(Cafe.objects.none(), label="From", required=False, empty_label="every café")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["order_cafe"].queryset = cafes_of(user)
