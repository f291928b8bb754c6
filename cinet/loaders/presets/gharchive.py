"""GitHub Archive: what its events are, in the schema since 2015 and in the one before."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["ATTENTION", "BOT_ENDS", "KNOWN", "ROLES"]

#: Events that are attention, no contribution.
ATTENTION: Final = frozenset({"WatchEvent", "ForkEvent", "FollowEvent", "SponsorshipEvent", "DownloadEvent"})

#: Type of an event -> what its actor does; other types are their own role.
ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CommitCommentEvent": "commenter",
        "CreateEvent": "creator",
        "DeleteEvent": "maintainer",
        "DiscussionEvent": "commenter",
        "DiscussionCommentEvent": "commenter",
        "ForkEvent": "forker",
        "ForkApplyEvent": "pusher",
        "GollumEvent": "documenter",
        "IssueCommentEvent": "commenter",
        "IssuesEvent": "reporter",
        "MemberEvent": "maintainer",
        "PublicEvent": "maintainer",
        "PullRequestEvent": "pull request",
        "PullRequestReviewEvent": "reviewer",
        "PullRequestReviewCommentEvent": "reviewer",
        "PullRequestReviewThreadEvent": "reviewer",
        "PushEvent": "pusher",
        "ReleaseEvent": "releaser",
        "WatchEvent": "watcher",
    }
)

#: GitHub gives names with this end to its apps alone.
BOT_ENDS: Final = "[bot]"

#: Keys of an event that are used or left alone.
KNOWN: Final = frozenset(
    {
        "actor", "actor_attributes", "created_at", "id", "org", "other", "payload", "public", "repo", "repository",
        "type", "url",
    }
)  # fmt: skip
