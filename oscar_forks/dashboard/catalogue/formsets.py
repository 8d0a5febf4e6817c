from oscar.apps.dashboard.catalogue import formsets


class StockRecordFormSet(formsets.StockRecordFormSet):
    def set_initial_data(self) -> None:
        """Oscar takes a first form for granted; a form that was sent half has none."""
        if self.forms:
            super().set_initial_data()
