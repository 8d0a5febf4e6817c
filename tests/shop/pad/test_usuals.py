"""What an account usually orders: often and lately before once and long ago."""

from datetime import date, timedelta

from shop.pad.domain.usuals import Bought, usuals

TODAY = date(2026, 6, 5)
LOAF, ROLL, CAKE, OLD = 1, 2, 3, 4


def weeks_ago(number):
    return TODAY - timedelta(weeks=number)


def test_what_is_ordered_every_week_comes_before_what_was_ordered_once_yesterday():
    weekly = [Bought(LOAF, week, weeks_ago(week), 12) for week in range(1, 9)]
    once = [Bought(CAKE, 100, TODAY - timedelta(days=1), 1)]
    assert [each.product for each in usuals([*once, *weekly], today=TODAY)] == [LOAF, CAKE]


def test_what_was_often_ordered_long_ago_falls_behind_what_is_ordered_now():
    then = [Bought(OLD, number, weeks_ago(20 + number), 6) for number in range(5)]
    now = [Bought(ROLL, 50 + number, weeks_ago(number), 6) for number in (1, 2)]
    assert [each.product for each in usuals([*then, *now], today=TODAY)] == [ROLL, OLD]


def test_the_usual_number_is_the_most_frequent_and_of_equals_the_latest():
    numbers = {1: 12, 2: 12, 3: 24}
    found = usuals([Bought(LOAF, week, weeks_ago(week), count) for week, count in numbers.items()], today=TODAY)
    assert (found[0].quantity, found[0].times, found[0].last) == (12, 3, weeks_ago(1))
    two = [Bought(LOAF, 1, weeks_ago(2), 12), Bought(LOAF, 2, weeks_ago(1), 6)]
    assert usuals(two, today=TODAY)[0].quantity == 6


def test_two_lines_of_one_order_are_one_time():
    found = usuals([Bought(LOAF, 7, TODAY, 4), Bought(LOAF, 7, TODAY, 2)], today=TODAY)
    assert (found[0].times, found[0].quantity) == (1, 6)


def test_what_lies_more_than_half_a_year_back_is_no_habit_any_more():
    assert usuals([Bought(OLD, 1, TODAY - timedelta(days=183), 6)], today=TODAY) == []
    assert usuals([Bought(OLD, 1, TODAY - timedelta(days=182), 6)], today=TODAY)


def test_only_so_many_are_named_and_the_list_stands_still():
    bought = [Bought(number, number, TODAY, 1) for number in range(40)]
    first = [each.product for each in usuals(bought, today=TODAY)]
    assert first == list(range(20)) == [each.product for each in usuals(reversed(bought), today=TODAY)]


def test_what_stands_in_most_orders_belongs_to_each_and_what_was_added_now_and_then_does_not():
    bread = [Bought(LOAF, week, weeks_ago(week), 12) for week in range(8)]
    now_and_then = [Bought(CAKE, week, weeks_ago(week), 1) for week in (1, 5)]
    found = {each.product: each.is_regular for each in usuals([*bread, *now_and_then], today=TODAY)}
    assert found == {LOAF: True, CAKE: False}
