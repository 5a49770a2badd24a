"""Accounts and groups: Django's own pages."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from contacts.models import User

admin.site.register(User, UserAdmin)
