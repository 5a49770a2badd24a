"""Pages of the desk on which files are taken in, for whoever may add rows and change them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class TakingIn:
    """For the pages beside an admin's form; they wrap their views in `taking_in_view`."""

    def may_take_in(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)  # type: ignore[attr-defined]

    def taking_in_view(self, view: Callable[..., HttpResponse]) -> Any:
        def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not self.may_take_in(request):
                raise PermissionDenied
            return view(request, **kwargs)

        return self.admin_site.admin_view(checked)  # type: ignore[attr-defined]
