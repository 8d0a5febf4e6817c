from oscar.apps.dashboard.catalogue import formsets

from shop.goods.staff_queries import records


class StockRecordFormSet(formsets.StockRecordFormSet):
    def __init__(self, product_class, user, *args, **kwargs):
        instance = kwargs.get("instance")
        own = records(user).filter(product=instance) if instance else records(user).none()
        if args:  # sent: nobody else writes these rows until we are done
            own = own.select_for_update(of=("self",), no_key=True)
        if instance and own.exists() and not user.is_staff and user.partners.count() == 1:
            self.extra = 0
        super().__init__(product_class, user, *args, queryset=own.order_by("pk"), **kwargs)

    def set_initial_data(self) -> None:
        """Oscar takes a first form for granted; a form that was sent half has none."""
        if self.forms:
            super().set_initial_data()


class ProductImageFormSet(formsets.ProductImageFormSet):
    extra = 1
