"""Under /dashboard/rounds/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.rounds.dashboard import calendar, rounds, routes, timetables

urlpatterns = [
    path("", calendar.week, name="rounds"),
    path("list/", calendar.rounds, name="round-list"),
    path("history/", calendar.history, name="rounds-history"),
    path("events/new/", rounds.new_event, name="round-event-new"),
    path("routes/", routes.routes, name="route-list"),
    path("routes/new/", routes.new, name="route-new"),
    path("routes/<int:pk>/", routes.route, name="route"),
    path("collection/", timetables.counters, name="counter-list"),
    path("collection/<slug:code>/", timetables.counter, name="counter"),
    path("collection/<slug:code>/changing/", timetables.change_rule, name="counter-change-rule"),
    path("closures/", timetables.closures, name="closure-list"),
    path("closures/new/", timetables.new_closure, name="closure-new"),
    path("closures/<int:pk>/", timetables.closure, name="closure"),
    path("closures/<int:pk>/remove/", timetables.remove_closure, name="closure-remove"),
    path("<int:pk>/", rounds.page, name="round"),
    path("<int:pk>/edit/", rounds.edit, name="round-edit"),
    path("<int:pk>/follow/", rounds.follow, name="round-follow"),
    path("<int:pk>/close/", rounds.close, name="round-close"),
    path("<int:pk>/open/", rounds.open_again, name="round-open"),
    path("<int:pk>/history/", rounds.history, name="round-history"),
]
