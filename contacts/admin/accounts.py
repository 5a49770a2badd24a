"""Accounts and groups: Django's own pages, searched like the others."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group

from contacts.models import User

from .desk import WordSearch

admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(WordSearch, UserAdmin):
    pass


@admin.register(Group)
class AccountGroupAdmin(WordSearch, GroupAdmin):
    pass
