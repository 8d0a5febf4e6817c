import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from oscar.core.loading import get_model

from shop.finding import actions, nearness, tasks, vocabulary
from shop.finding.domain import Question, forms
from shop.finding.models import Word
from shop.finding.queries import goods_of
from shop.goods.queries import visible
from tests.factories import CafeFactory, ProductFactory
from tests.oscar_forks.shelf import fill
from tests.shop.finding.test_words import slipped

pytestmark = pytest.mark.django_db


def found(text):
    goods = visible().in_bulk(goods_of(Question.typed(text), visible()))
    return [product.title for product in goods.values()]


def meant(text):
    question = Question.typed(text)
    better = nearness.meant(question, nearness.known_near(nearness.unsure(question)))
    return better and better.text


def test_a_new_name_is_found_and_the_old_one_is_not():
    rye = ProductFactory(title="Rye tin")
    rye.title = "Spelt tin"
    rye.save()
    assert found("spelt") == ["Spelt tin"]
    assert found("rye") == []


def test_what_is_deleted_leaves_the_index():
    rye = ProductFactory(title="Rye tin")
    rye.delete()
    assert found("rye") == []
    assert not get_model("wagtailsearch", "IndexEntry").objects.filter(content_type__model="product").exists()


def test_the_index_and_the_words_can_be_built_again_from_nothing():
    ProductFactory(title="Crème brûlée tart")
    get_model("wagtailsearch", "IndexEntry").objects.all().delete()
    Word.objects.all().delete()
    assert found("creme") == []
    call_command("update_index", verbosity=0)
    assert found("creme") == ["Crème brûlée tart"]
    assert meant("brulle") == "brulee"


def test_goods_are_found_by_the_new_name_of_their_category_and_of_the_one_above_it():
    pastry = get_model("catalogue", "Category").add_root(name="Pastry")
    ProductFactory(title="Croissant").categories.add(pastry.add_child(name="Viennese"))
    assert found("viennese") == found("pastry") == ["Croissant"]
    pastry.name = "Morning goods"
    pastry.save()
    assert found("morning") == ["Croissant"]
    assert found("pastry") == []


def test_goods_are_found_by_the_new_name_of_their_cafe_and_no_more_by_a_category_that_they_left():
    cafe = CafeFactory(name="Early Loaf")
    croissant = ProductFactory(title="Croissant", cafe=cafe)
    croissant.categories.add(get_model("catalogue", "Category").add_root(name="Pastry"))
    cafe.partner.name = "Late Loaf"
    cafe.partner.save()
    assert found("late") == ["Croissant"]
    croissant.categories.clear()
    assert found("pastry") == []


def test_a_rename_that_concerns_many_is_left_to_a_task(django_capture_on_commit_callbacks):
    first, *_ = fill(201)
    cafe = first.stockrecords.get().partner
    with django_capture_on_commit_callbacks() as later:
        cafe.name = "Late Loaf"
        cafe.save()
    assert found("late") == []
    asked_for = [each for each in later if getattr(each, "args", None) == (actions.INDEX,)]
    for each in asked_for:
        tasks.index(*each.keywords["args"])
    assert len(asked_for) == 2
    assert len(found("late")) == 201


def test_many_saves_are_indexed_once_at_the_end(django_assert_max_num_queries):
    with django_assert_max_num_queries(200), actions.together():
        loaves = [ProductFactory(title=f"Loaf {number}") for number in range(10)]
        assert found("loaf") == []
    assert len(found("loaf")) == len(loaves)


def test_words_are_learnt_with_what_is_saved_but_not_from_what_is_hidden_nor_from_article_numbers():
    ProductFactory(title="Kartoffelbrot", upc="EL-KART")
    ProductFactory(title="Geheimbrot", is_public=False)
    words = set(Word.objects.values_list("word", flat=True))
    assert "kartoffelbrot" in words
    assert words.isdisjoint({"geheimbrot", "kart", "elkart"})


def test_the_nightly_count_forgets_what_nothing_has_and_counts_the_rest():
    loaf = ProductFactory(title="Kartoffelbrot")
    ProductFactory(title="Roggenbrot", description="Fein und dunkel")
    ProductFactory(title="Weizenbrot", description="Fein und hell")
    get_model("catalogue", "Product").objects.filter(pk=loaf.pk).update(is_public=False)
    vocabulary.recount()
    uses = dict(Word.objects.values_list("word", "uses"))
    assert "kartoffelbrot" not in uses
    assert (uses["fein"], uses["dunkel"]) == (2, 1)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pair=slipped())
def test_a_word_one_slip_away_from_one_that_is_there_leads_to_one_that_is_there(pair):
    word, typed = pair
    Word.objects.all().delete()
    vocabulary.add({word: 1})
    assert meant(typed) == word or word.startswith(forms(typed))
