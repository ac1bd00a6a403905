"""The article: what a sender submits, and what travels through the chain.

A *submission* is what came in. An *article* is a submission with the three things that make its handling safe:
an `id` that is the same however often it comes, a `version` that is the same as long as what is analysed is the same,
and an `order` that says which version is the newer one.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple, Self
from urllib.parse import urlsplit, urlunsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from copydesk.vocabulary import Vocabulary

IDENTIFIER_DIGITS = 24
"""Hexadecimal digits kept of a SHA-256: 96 bits, so that a billion articles collide with a chance below 10⁻¹⁰."""


class Genre(Vocabulary):
    """What kind of text the article is; rules differ by it."""

    NEWS = "news", "News", "a report of events in the outlet's own voice"
    OPINION = "opinion", "Opinion", "a column, leader or essay that argues"
    INTERVIEW = "interview", "Interview", "questions and answers"
    REVIEW = "review", "Review", "a judgement of a work, a place or a product"
    LIVE_BLOG = "live_blog", "Live blog", "dated entries, newest first or last"
    PRESS_RELEASE = "press_release", "Press release", "a statement issued by the party concerned"
    OBITUARY = "obituary", "Obituary", "the account of a life after a death"
    SPORT = "sport", "Sport", "a match report or sports news"
    OTHER = "other", "Other", "none of these"


class State(Vocabulary):
    """How far the article has come in the newsroom."""

    DRAFT = "draft", "Draft", "being written; saves come often and only the newest counts"
    PRE_PUBLISH = "pre_publish", "Before publication", "the desk is about to publish and waits for the report"
    PUBLISHED = "published", "Published", "the public can read it"


class Status(Vocabulary):
    """How far one version has come through the chain."""

    RECEIVED = "received", "Received", "stored and waiting to be analysed"
    EXTRACTING = "extracting", "Being analysed", "the analysis is running"
    EXTRACTED = "extracted", "Analysed", "the analysis is stored and waits for its report"
    REPORTED = "reported", "Reported", "the analysis and the report can be read"
    FAILED = "failed", "Failed", "it could not be analysed; the reason says why and what to do"
    SUPERSEDED = "superseded", "Superseded", "a newer version came before this one was analysed"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self in (Status.REPORTED, Status.FAILED, Status.SUPERSEDED)


def _aware(value: datetime) -> datetime:
    """Read a time without a zone as UTC: senders disagree, and a comparison needs one reading."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _encodable(value: str) -> str:
    """Refuse half of a surrogate pair: JSON can escape one, but no UTF-8 file, table or page can hold it."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("must not contain half of a surrogate pair") from None
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be blank")
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        raise ValueError("must be an http or https address")
    return value


Time = Annotated[datetime, AfterValidator(_aware)]
Text = Annotated[str, AfterValidator(_encodable)]
Filled = Annotated[Text, AfterValidator(_not_blank)]


class Suppress(BaseModel):
    """A rule, or one finding of it, that the sender does not want to see, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: Annotated[str, Field(max_length=100)] | None = Field(default=None, description="The code of a rule (docs/rules.md).")
    finding: Annotated[str, Field(max_length=100)] | None = Field(default=None, description="The id of one finding.")
    reason: Annotated[Filled, Field(max_length=1_000)] = Field(description="Why; shown in the report.")

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.rule is None and self.finding is None:
            raise ValueError("must name a rule or a finding")
        return self


class Submission(BaseModel):
    """What a sender submits: the text and what is known about it. Unknown fields are refused, so that no typo is silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[Filled, Field(max_length=512)] | None = Field(
        default=None, description="The sender's own id of the article; posting it again is an update."
    )
    revision: Annotated[int, Field(ge=0, le=10**15)] | None = Field(
        default=None, description="The sender's revision number: a higher one is newer, whenever it arrives."
    )
    updated_at: Time | None = Field(default=None, description="When the sender last changed it; orders the versions that have no revision.")
    text: Filled = Field(description="The article as plain text, analysed exactly as sent.")
    title: Annotated[Text, Field(max_length=2_000)] | None = Field(default=None, description="The headline.")
    byline: Annotated[Text, Field(max_length=1_000)] | None = Field(default=None, description="Who wrote it, as printed.")
    outlet: Annotated[Filled, Field(max_length=200)] | None = Field(
        default=None, description="The publication; ids are separate for each outlet."
    )
    url: Annotated[Text, Field(max_length=2_048), AfterValidator(_web_address)] | None = Field(
        default=None, description="Where it is or will be published; identifies the article where `id` is missing."
    )
    genre: Genre | None = Field(default=None, description="What kind of text it is, where the sender knows.")
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*$")] | None = Field(
        default=None, description="BCP 47 tag of the language, where the sender knows; otherwise it is identified."
    )
    published_at: Time | None = Field(default=None, description="When it was published; relative dates are read against it.")
    scheduled_at: Time | None = Field(default=None, description="When it is to be published.")
    state: State = Field(default=State.DRAFT, description="How far the article has come in the newsroom.")
    policy: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)] | None = Field(
        default=None, description="The policy pack to check it against (docs/rules.md); `house` without one."
    )
    suppress: Annotated[list[Suppress], Field(max_length=100)] = Field(
        default=[], description="Rules and findings that nobody needs to answer, each with its reason."
    )


class Order(BaseModel):
    """Where a version stands among the versions of its article.

    The sender's revision decides where both versions have one; otherwise the time: the sender's `updated_at` or, without one,
    the time of receipt. Two saves within one tick of the sender's clock are told apart by their receipt.
    """

    model_config = ConfigDict(frozen=True)

    revision: int | None = None
    time: Time
    received_at: Time

    def newer_than(self, other: Order) -> bool:
        """Say whether this order is later than the other; equal orders are not newer."""
        if self.revision is not None and other.revision is not None and self.revision != other.revision:
            return self.revision > other.revision
        return (self.time, self.received_at) > (other.time, other.received_at)


class Article(Submission):
    """A submission with its identity: the document in `articles/{id}/{version}.json.gz`."""

    id: str
    sender_id: str | None = Field(default=None, description="The id that the sender gave, if any.")
    version: str
    order: Order
    received_at: Time

    @classmethod
    def of(cls, submission: Submission, *, received_at: datetime) -> Self:
        """Give a submission its identity at the time when it was received."""
        order = Order(revision=submission.revision, time=submission.updated_at or received_at, received_at=received_at)
        fields = {name: getattr(submission, name) for name in Submission.model_fields if name != "id"}
        return cls(
            id=article_id(submission),
            sender_id=submission.id,
            version=version_of(submission),
            order=order,
            received_at=received_at,
            **fields,
        )

    @model_validator(mode="after")
    def _version_belongs_to_content(self) -> Self:
        if self.version != version_of(self):
            raise ValueError("the version is not that of the content")
        return self

    def on_terms_of(self, later: Article) -> Self:
        """Return this version with what a later post of the same text says about it."""
        return self.model_copy(update={name: getattr(later, name) for name in TERMS})

    def is_analysed_like(self, other: Article) -> bool:
        """Say whether another post of this version asks for the same analysis."""
        return all(getattr(self, name) == getattr(other, name) for name in TERMS if name != "state")

    @property
    def key(self) -> VersionKey:
        """What names this version in keys, events and log lines."""
        return VersionKey(self.id, self.version)

    @property
    def reference(self) -> tuple[datetime | None, str]:
        """The time against which relative dates are read, and where it comes from (see `analysis.ReferenceOrigin`)."""
        if self.published_at:
            return self.published_at, "published"
        if self.scheduled_at:
            return self.scheduled_at, "scheduled"
        if self.updated_at:
            return self.updated_at, "updated"
        return None, "none"


TERMS = ("policy", "suppress", "published_at", "scheduled_at", "url", "state")
"""What is said about a version and belongs neither to its text nor to its order; the newest post of it decides."""


class VersionKey(NamedTuple):
    """What names one version of one article in keys, events and log lines."""

    article_id: str
    version: str


def article_id(submission: Submission) -> str:
    """Derive the id: from the outlet and the sender's id, else the URL, else the text. Never from a key or a secret."""
    if submission.id is not None:
        return _digest("id", submission.outlet, submission.id)
    if submission.url is not None:
        return _digest("url", submission.outlet, _canonical_url(submission.url))
    return _digest("text", submission.outlet, submission.text)


def version_of(submission: Submission) -> str:
    """Hash what the analysis of the text depends on: text, title, byline, language and genre."""
    return _digest(submission.text, submission.title, submission.byline, submission.language, submission.genre)


def _canonical_url(url: str) -> str:
    """Fold what never tells two articles apart: the case of scheme and host, and the fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))


def _digest(*parts: Any) -> str:
    # JSON keeps the parts apart: ("ab", "c") and ("a", "bc") must not meet.
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:IDENTIFIER_DIGITS]
