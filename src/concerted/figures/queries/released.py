"""What is public: releases and their editions, read by anybody through the connection that may."""

from django.db.models import Max

from concerted.figures.models import Release


def newest_of_each(using: str) -> list[Release]:
    """Return the newest edition of every release, the last released first. Two queries."""
    editions = dict(
        Release.objects.using(using).values_list("slug").annotate(newest=Max("edition")).values_list("slug", "newest")
    )
    found = Release.objects.using(using).filter(slug__in=editions).order_by("-released_at", "-id")
    return [release for release in found if editions[release.slug] == release.edition]


def editions_of(slug: str, using: str) -> list[Release]:
    """Return all editions of a release, newest first; empty when there is none of that name."""
    return list(Release.objects.using(using).filter(slug=slug).order_by("-edition"))
