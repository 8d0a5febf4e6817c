from oscar.apps.basket import apps


class BasketConfig(apps.BasketConfig):
    name = "oscar_forks.basket"
