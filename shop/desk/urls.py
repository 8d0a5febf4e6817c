"""Under /dashboard/accounts/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.desk.dashboard import changing, lists, merging, page, papers, people

urlpatterns = [
    path("", lists.account_list, name="account-list"),
    path("new/", changing.new, name="account-new"),
    path("duplicates/", merging.duplicates, name="account-duplicates"),
    path("<int:pk>/", page.account, name="account"),
    path("<int:pk>/history/", page.history, name="account-history"),
    path("<int:pk>/details/", changing.details, name="account-details"),
    path("<int:pk>/terms/", changing.terms, name="account-terms"),
    path("<int:pk>/price-lists/", changing.price_lists, name="account-price-lists"),
    path("<int:pk>/hold/", changing.hold, name="account-hold"),
    path("<int:pk>/release/", changing.release, name="account-release"),
    path("<int:pk>/close/", changing.close, name="account-close"),
    path("<int:pk>/reopen/", changing.reopen, name="account-reopen"),
    path("<int:pk>/people/", page.people, name="account-people"),
    path("<int:pk>/places/", page.all_places, name="account-places"),
    path("<int:pk>/people/invite/", people.invite, name="account-invite"),
    path("<int:pk>/people/<int:member>/", people.place, name="account-member"),
    path("<int:pk>/people/<int:member>/remove/", people.remove, name="account-member-remove"),
    path("<int:pk>/invitations/<int:invitation>/again/", people.again, name="account-invitation-again"),
    path("<int:pk>/invitations/<int:invitation>/withdraw/", people.withdraw, name="account-invitation-withdraw"),
    path("<int:pk>/notes/", papers.notes, name="account-notes"),
    path("<int:pk>/notes/new/", papers.write, name="account-note-new"),
    path("<int:pk>/notes/<int:note>/pin/", papers.pin, name="account-note-pin"),
    path("<int:pk>/notes/<int:note>/take-back/", papers.take_back, name="account-note-take-back"),
    path("<int:pk>/files/", papers.files, name="account-files"),
    path("<int:pk>/files/new/", papers.keep, name="account-file-new"),
    path("<int:pk>/files/<int:file>/", papers.file, name="account-file"),
    path("<int:pk>/files/<int:file>/remove/", papers.remove_file, name="account-file-remove"),
    path("<int:pk>/merge/", merging.choose, name="account-merge"),
    path("<int:pk>/merge/<int:duplicate>/", merging.merge, name="account-merge-with"),
]
