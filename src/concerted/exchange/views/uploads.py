"""Uploads up to a limit: what is larger is read past and dropped, so that its sender gets an answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import (
    FileUploadHandler,
    MemoryFileUploadHandler,
    SkipFile,
    TemporaryFileUploadHandler,
)
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from concerted.exchange.reading.opening import size_in_words
from concerted.exchange.reading.sent import MOST

View = Callable[..., HttpResponse]


class Limit(FileUploadHandler):
    """Drops the files of a request that is larger than Concerted reads; `request.too_large` then says so."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: N803
        """Note how large the request says it is."""
        self.request.too_large = content_length > MOST.file_bytes  # type: ignore[union-attr]

    def new_file(self, *args: Any, **options: Any) -> None:
        """Skip the file when it is too large."""
        if self.request.too_large:  # type: ignore[union-attr]
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the bytes on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
        return


def takes_a_file(view: View) -> View:
    """Let a view take a file: the limit stands before anything reads the body, the check of the form's origin after."""
    checked = csrf_protect(view)

    @wraps(view)
    def receiving(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if request.method == "POST":
            request.upload_handlers = [
                Limit(request), MemoryFileUploadHandler(request), TemporaryFileUploadHandler(request),
            ]  # fmt: skip
        return checked(request, *args, **options)

    exempt: View = csrf_exempt(receiving)  # `checked` does it, once the handlers stand
    return exempt


def too_large(request: HttpRequest) -> str:
    """Return what is wrong with a request that is larger than is read, or nothing."""
    if not getattr(request, "too_large", False):
        return ""
    return (
        f"This file is larger than {size_in_words(MOST.file_bytes)}, which is the most that is read. "
        "Send it in parts, for example one for each quarter. Nothing of it was kept."
    )
