"""The entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.web.settings")
application = get_wsgi_application()

from concerted.web.production import refuse_unsafe_start  # noqa: E402 - it reads models, so Django comes first

refuse_unsafe_start()
