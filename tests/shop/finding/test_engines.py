import pytest
from oscar.core.loading import get_model
from wagtail.search.backends import get_search_backend

from shop.finding.engine.asking import Asking


@pytest.mark.one_engine
def test_a_server_of_its_own_is_taken_by_setting_alone(settings):
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {"BACKEND": "shop.finding.engine.opensearch", "URLS": ["http://127.0.0.1:9"], "INDEX_PREFIX": "x_"}
    }
    assert not isinstance(get_search_backend(), Asking)
    assert get_search_backend().get_index_for_model(get_model("catalogue", "Product")).name.startswith("x_")


def test_without_the_setting_the_database_answers_a_whole_search():
    assert isinstance(get_search_backend(), Asking)
