import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config.uploads import WholeBodies

application = WholeBodies(get_wsgi_application())
