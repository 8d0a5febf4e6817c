"""Addresses for operators."""

urlpatterns: list = []
