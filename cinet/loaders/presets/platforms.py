"""Platforms of creators: where a record says who made what, as mappings for ``read_json`` and ``read_events``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

__all__ = ["IMDB_PRINCIPALS", "MAPPINGS"]

#: Name -> mapping for ``read_json``.
MAPPINGS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        # answers of x/web-interface/view; a video made together lists its staff, the uploader among them
        "bilibili": {
            "records": ("data",),
            "collaboration": ("bvid", "aid"),
            "title": "title",
            "kind": ("tname", "tid"),
            "date": "pubdate",
            "date_format": "epoch",
            "actors": (
                {
                    "actor": "staff[].mid",
                    "name": "staff[].name",
                    "role": "staff[].title",
                    "type": "=creator",
                    "participation_columns": {"verified_as": "staff[].official.title"},
                },
                {"actor": "owner.mid", "name": "owner.name", "role": "=UP主", "type": "=creator"},
            ),
        },
        # answers of api/appdetails in English: {"440": {"success": true, "data": {...}}}
        "steam": {
            "records": ("*",),
            "collaboration": "data.steam_appid",
            "title": "data.name",
            "kind": "data.type",
            "date": "data.release_date.date",
            "date_format": ("%b %d, %Y", "%d %b, %Y"),
            "collaboration_columns": {"genres": "data.genres[].description"},
            "actors": (
                {
                    "actor": "data.developers[]",
                    "name": "data.developers[]",
                    "role": "=developer",
                    "type": "=unknown",
                },
                {
                    "actor": "data.publishers[]",
                    "name": "data.publishers[]",
                    "role": "=publisher",
                    "type": "=unknown",
                },
            ),
        },
        # crawls of Web Robots: objects, or tables with objects in their cells
        "kickstarter": {
            "records": ("projects", "data"),
            "collaboration": "id",
            "title": "name",
            "kind": "category.name",
            "place": "location.displayable_name",
            "date": "launched_at",
            "end": "deadline",
            "date_format": "epoch",
            "actor": "creator.id",
            "name": "creator.name",
            "role": "=creator",
            "type": "=creator",
            "collaboration_columns": {
                "state": "state",
                "goal": "goal",
                "pledged": ("usd_pledged", "pledged"),
                "currency": "currency",
                "backers": "backers_count",
                "country": "country",
            },
        },
        # lines of the JSON dumps, and answers of ws/2 with fmt=json
        "musicbrainz": {
            "records": ("recordings", "releases", "release-groups"),
            "collaboration": "id",
            "title": "title",
            "kind": ("primary-type", "release-group.primary-type"),
            "date": ("first-release-date", "date"),
            "actors": (
                {
                    "actor": "artist-credit[].artist.id",
                    "name": "artist-credit[].artist.name",
                    "subtype": "artist-credit[].artist.type",
                    "country": "artist-credit[].artist.country",
                    "role": "=artist",
                    "type": "=creator",
                },
                {
                    "actor": "relations[].artist.id",
                    "name": "relations[].artist.name",
                    "subtype": "relations[].artist.type",
                    "role": "relations[].type",
                    "type": "=creator",
                },
            ),
        },
    }
)

#: Arguments of ``read_events`` for ``title.principals.tsv.gz`` of IMDb: ``read_events(path, **IMDB_PRINCIPALS)``.
IMDB_PRINCIPALS: Final[Mapping[str, str]] = MappingProxyType(
    {"collaboration": "tconst", "actor": "nconst", "role": "category", "delimiter": "\t"}
)
