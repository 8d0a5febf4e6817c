"""Under /account/, within Oscar's customer namespace. (The link of an invitation is in shop.trade.invitation_urls.)"""

from django.urls import path

from shop.trade.views import details, home, places, team

urlpatterns = [
    path("", home.overview, name="summary"),
    path("switch/", home.switch, name="switch"),
    path("team/", team.members, name="team"),
    path("team/invite/", team.invite, name="invite"),
    path("team/leave/", team.leave, name="leave"),
    path("team/<int:pk>/", team.team_member, name="team-member"),
    path("team/<int:pk>/remove/", team.team_remove, name="team-remove"),
    path("team/invitations/<int:pk>/again/", team.invitation_again, name="invitation-again"),
    path("team/invitations/<int:pk>/withdraw/", team.invitation_withdraw, name="invitation-withdraw"),
    path("locations/", places.locations, name="locations"),
    path("locations/new/", places.location_add, name="location-add"),
    path("locations/<int:pk>/", places.location, name="location"),
    path("locations/<int:pk>/default/", places.location_default, name="location-default"),
    path("locations/<int:pk>/archive/", places.location_archive, name="location-archive"),
    path("locations/<int:pk>/back/", places.location_back, name="location-back"),
    path("details/", details.details, name="details"),
    path("preferences/", details.preferences, name="preferences"),
]
