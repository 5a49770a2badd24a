"""For machines: whether the site lives and is ready."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from liaison.readiness import readiness


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers. Nothing else is asked: what is away is no reason to start it anew."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 or 503, and why. With `?strict=1` what a person should look at soon is a 503 too."""
    checks = readiness()
    states = {check["state"] for check in checks.values()}
    is_ready = not states & ({"fail", "warn"} if request.GET.get("strict") == "1" else {"fail"})
    return JsonResponse({"ready": is_ready, "checks": checks}, status=200 if is_ready else 503)
