"""The analysis: what copydesk found in one version of one article.

This is the contract with everybody who reads our JSON; `docs/schemas/analysis.json` is generated from it. Offsets are Unicode
code points, half open, into the text (or the title, where `in` says so) exactly as it was sent.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from copydesk.article import Genre, Time
from copydesk.vocabulary import Vocabulary

SCHEMA_VERSION: Literal["1"] = "1"

Offset = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Range = tuple[Offset, Offset]


class Record(BaseModel):
    """The base of everything in an analysis: immutable, and strict about names."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True, json_schema_serialization_defaults_required=True
    )


class Part(Vocabulary):
    """Which text a span lies in."""

    TEXT = "text", "Text", "the body of the article"
    TITLE = "title", "Headline", "the title that was sent with it"


class Span(Record):
    """Some words of the article: `text` is what stands from `start` up to `end`."""

    start: Offset = Field(description="Where the span begins, in code points.")
    end: Offset = Field(description="Where it ends: the first code point after it.")
    text: str = Field(description="The words themselves.")
    part: Part = Field(default=Part.TEXT, alias="in", description="Which text the offsets count in.")


# --- the article and how it was read -------------------------------------------------------------------------------------


class GenreOrigin(Vocabulary):
    """How the genre is known."""

    GIVEN = "given", "Given", "the sender named it"
    GUESSED = "guessed", "Guessed", "nobody named it; the text has the form of it, or of nothing else than news"
    UNKNOWN = "unknown", "Unknown", "nobody named it"


class ArticleReference(Record):
    """Which article and version was analysed."""

    id: str = Field(description="The article's id.")
    version: str = Field(description="The hash of what was analysed.")
    title: str | None = Field(default=None, description="The headline.")
    byline: str | None = Field(default=None, description="Who wrote it, as printed.")
    outlet: str | None = Field(default=None, description="The publication.")
    url: str | None = Field(default=None, description="Where it is or will be published.")
    genre: Genre | None = Field(
        default=None, description="What kind of text it is, as given or guessed; null where nobody said and nothing was analysed."
    )
    genre_origin: GenreOrigin = Field(description="How the genre is known.")
    language: str | None = Field(default=None, description="The language that the sender named.")
    published_at: Time | None = Field(default=None, description="When it was published.")


class ReferenceOrigin(Vocabulary):
    """Where the reference date comes from."""

    PUBLISHED = "published", "Published", "the time of publication"
    SCHEDULED = "scheduled", "Scheduled", "the planned time of publication"
    UPDATED = "updated", "Last changed", "the sender's time of the last change"
    NONE = "none", "None", "no date is known; relative dates stay relative"


class ReferenceDate(Record):
    """The date against which words like "yesterday" are read."""

    value: str | None = Field(description="ISO 8601 date in UTC, or null.")
    origin: ReferenceOrigin = Field(description="Where it comes from.")


class Engine(Record):
    """What made the analysis; any change here makes another analysis."""

    name: Literal["copydesk"] = Field(default="copydesk", description="The product.")
    version: str = Field(description="The release of copydesk.")
    model: str = Field(description="The spaCy pipeline.")
    model_version: str = Field(description="Its version.")
    rules_version: str = Field(description="A hash of the analysing code.")
    data_version: str = Field(description="A hash of the language data it read.")


# --- the document --------------------------------------------------------------------------------------------------------


class Readability(Record):
    """Published readability formulas; null where the text is too short for them."""

    flesch_reading_ease: float | None = Field(description="Flesch (1948): 0 to 100, higher is easier; news lies near 50.")
    flesch_kincaid_grade: float | None = Field(description="Kincaid et al. (1975): the US school grade that can follow the text.")
    words_per_sentence: float | None = Field(description="Mean words in a sentence.")
    syllables_per_word: float | None = Field(description="Mean syllables in a word, counted by spelling.")


class Language(Record):
    """The language of the text, as identified."""

    code: str = Field(description="ISO 639-1 code, or `und` where the text is too short to tell.")
    confidence: Share = Field(description="How sure the identification is.")


class Document(Record):
    """The text as a whole."""

    characters: int = Field(ge=0, description="Code points in the text.")
    words: int = Field(ge=0, description="Words in the text.")
    sentences: list[Range] = Field(description="Sentences as [start, end].")
    paragraphs: list[Range] = Field(description="Paragraphs as [start, end].")
    reading_seconds: int = Field(ge=0, description="Time to read it silently at 238 words a minute (Brysbaert 2019).")
    readability: Readability = Field(description="How hard it is to read.")
    language: Language = Field(description="The language as identified.")
    headline: Span | None = Field(
        default=None, description="The headline, where it stands in the text, be it the title that was sent once more."
    )
    byline: Span | None = Field(default=None, description="The byline, where it stands in the text.")
    dateline: Span | None = Field(
        default=None, description='Where and when it was written, where the text begins with it: "LONDON (Reuters) -".'
    )
    about: list[str] = Field(default=[], description="The ids of the entities that it is about, as against those it merely mentions.")
    analysed_share: Share = Field(description="The share of the text that was analysed: 1, or 0 with a reason.")
    not_analysed_because: str | None = Field(default=None, description="Why nothing was analysed; null where everything was.")


# --- who and what stands in it -------------------------------------------------------------------------------------------


class EntityType(Vocabulary):
    """What a name names (the OntoNotes types without numbers and dates)."""

    PERSON = "PERSON", "Person", "a person, real or fictional"
    ORG = "ORG", "Organisation", "a company, agency, institution, party, team or outlet"
    GPE = "GPE", "Country or town", "a place with a government"
    LOC = "LOC", "Place", "a region, river, mountain or sea"
    FAC = "FAC", "Building or site", "a building, airport, road or bridge"
    NORP = "NORP", "People", "a nationality, religious or political group"
    EVENT = "EVENT", "Event", "a named war, storm, election, match or festival"
    PRODUCT = "PRODUCT", "Product", "a vehicle, weapon, device or other named thing"
    WORK_OF_ART = "WORK_OF_ART", "Work", "the title of a book, film, song or article"
    LAW = "LAW", "Law", "a named statute, treaty or ruling"
    LANGUAGE = "LANGUAGE", "Language", "a named language"


class Location(Record):
    """A place of the gazetteer (GeoNames, CC BY 4.0, and other sources)."""

    name: str = Field(description="What the gazetteer calls it.")
    latitude: float = Field(ge=-90, le=90, description="In degrees; of an area a point that stands for it.")
    longitude: float = Field(ge=-180, le=180, description="In degrees.")
    country_code: str | None = Field(
        description="ISO 3166-1 code of the country it lies in, by the gazetteer or the house list; null for seas."
    )
    geonames_id: int | None = Field(description="Its number in GeoNames; null for what is from other sources.")
    disputed: bool = Field(default=False, description="Whether states dispute which country it belongs to; the code takes no side.")


class Place(Location):
    """Where something is, as far as the article tells."""

    confidence: Share = Field(description="How sure this place is meant, against its namesakes.")
    doubtful: bool = Field(description="Whether an editor should check it: a namesake is as likely, or it lies far from all else.")
    as_government: int = Field(
        default=0, ge=0, description='Mentions that mean the government there rather than the place ("Moscow said").'
    )
    alternatives: list[Location] = Field(default=[], description="Where else it might be, the likeliest first.")
    spelling: str | None = Field(
        default=None, description="The gazetteer's spelling that was taken for the article's, which it does not know; null where it does."
    )


class Entity(Record):
    """One thing with a name, with every place where the article names it."""

    id: str = Field(description="Its id within this analysis.")
    type: EntityType = Field(description="What it is.")
    name: str = Field(description="Its fullest name in the article.")
    aliases: list[str] = Field(default=[], description="What else the article calls it by name, in the order of the text.")
    misspelt: list[str] = Field(
        default=[], description="Those of the names that differ from another one by a slip: one of the two is wrong."
    )
    role: str | None = Field(default=None, description="A person's role in the article's words, or the kind of a weapon or vehicle.")
    age: int | None = Field(default=None, ge=0, description="A person's age in years, where it stands beside the name.")
    mentions: list[Span] = Field(min_length=1, description="Where it is named.")
    salience: Share = Field(default=0.0, description="How much the article is about it, against the entity it is most about.")
    place: Place | None = Field(default=None, description="Where it is on the map; null for what is no place or not known.")


# --- dates and figures ---------------------------------------------------------------------------------------------------


class TimexType(Vocabulary):
    """What a time expression tells (the types of TIMEX3)."""

    DATE = "DATE", "Date", "a day, week, month, quarter, year or longer, or a vague reference such as now"
    TIME = "TIME", "Time", "a time or part of a day"
    DURATION = "DURATION", "Duration", "how long something lasts"
    SET = "SET", "Repeated", "how often something happens"


class TimeExpression(Span):
    """Words that tell when, how long or how often."""

    type: TimexType = Field(description="What it tells.")
    value: str = Field(
        description="The TIMEX3 value: `2026-03-08`, `2026-W10`, `2026-Q1`, `2026-03-08T19:30`, `P3M`, `PAST_REF` …; what the text and the"
        " reference date do not tell is `X`, as in `XXXX-WXX-2` for a Tuesday."
    )


class Approximation(Vocabulary):
    """How exact a figure claims to be."""

    ABOUT = "about", "About", "near the figure, on either side"
    NEARLY = "nearly", "Nearly", "a little under the figure"
    OVER = "over", "More than", "above the figure"
    UNDER = "under", "Less than", "below the figure"
    AT_LEAST = "at_least", "At least", "the figure or more"
    AT_MOST = "at_most", "At most", "the figure or less"


class Change(Vocabulary):
    """Which way a figure moved."""

    INCREASE = "increase", "Increase", "it grew, by or to the figure"
    DECREASE = "decrease", "Decrease", "it shrank, by or to the figure"


class Quantity(Span):
    """A figure with its unit."""

    value: float = Field(description="The figure in its unit, scale words multiplied in; of a range the lower end.")
    value_high: float | None = Field(default=None, description="The upper end of a range.")
    unit: str | None = Field(
        default=None,
        description="The unit of measurement (`kilometre`, `percent`, `year of age`), an ISO 4217 currency code, or the thing counted, in"
        " the singular (`resident`); a rate is `USD per barrel`. Null for a bare number.",
    )
    of: str | None = Field(default=None, description="What is counted or measured, as the article has it.")
    approximate: Approximation | None = Field(
        default=None, description="How exact the figure claims to be; null where it claims to be exact."
    )
    change: Change | None = Field(default=None, description="Which way it moved, where the sentence says that it did.")


# --- who says what -------------------------------------------------------------------------------------------------------


class SourceType(Vocabulary):
    """What kind of source speaks."""

    NAMED_PERSON = "named_person", "Named person", "a person whom the article names"
    NAMED_ORGANIZATION = "named_organization", "Named organisation", "an organisation, government or company, named or plainly meant"
    UNNAMED_PERSON = "unnamed_person", "Unnamed person", "one person without a name"
    UNNAMED_GROUP = "unnamed_group", "Unnamed group", "several persons or bodies without a name"
    DOCUMENT = "document", "Document", "a text or recording"
    DATA = "data", "Data", "a poll, survey or statistic"
    MEDIA = "media", "News outlet", "a news outlet and its output"


class AnonymityKind(Vocabulary):
    """How it is known that a source is kept anonymous."""

    STATED = "stated", "Stated", "the article gives the terms on which the source speaks"
    IMPLIED = "implied", "Implied", "the article withholds an identity without a word about it"


class Detail(Vocabulary):
    """How precisely a source without a name is described."""

    BARE = "bare", "Bare", "no more than that somebody spoke: a source, people, somebody"
    ACCESS = "access", "Access", "how the source knows, not what it is: a person familiar with the talks"
    ROLE = "role", "Role", "what the source is or does: a diplomat, a former employee, an intelligence source"
    AFFILIATION = "affiliation", "Role and affiliation", "what it is and to whom it belongs: a ministry official, an adviser to the mayor"


class Anonymity(Record):
    """That a source speaks without a name, as far as the article says so."""

    kind: AnonymityKind = Field(description="How it is known.")
    terms: str | None = Field(default=None, description='The terms, as the article words them ("on condition of anonymity").')
    reason: str | None = Field(
        default=None, description="Why the source is not named, as the article words it; null where it gives no reason."
    )
    boilerplate: bool = Field(default=False, description='True where the reason is one that fits everybody ("not authorized to speak").')
    spans: list[Span] = Field(default=[], description="Where the terms and the reason stand.")
    detail: Detail | None = Field(
        default=None, description="How precisely the source is described where it is introduced; null where that was not looked at."
    )


class Source(Record):
    """Somebody or something that the article gives a statement to. Ids hold within this analysis only."""

    id: str = Field(description="Its id within this analysis.")
    type: SourceType = Field(description="What kind of source it is.")
    name: str | None = Field(description="The fullest name in the article; null for an unnamed source.")
    description: str | None = Field(description="How the article describes it, in its own words.")
    entity_id: str | None = Field(description="The entity that it is, where it is one.")
    words: int = Field(ge=0, description="Words that the article gives to it.")
    attribution_ids: list[str] = Field(description="Its statements, in the order of the text.")
    anonymity: Anonymity | None = Field(
        default=None,
        description="Whether it is kept anonymous; null for spokespeople, crowds, bodies and polls, and for named sources that do not go "
        "by another name or a part of theirs.",
    )


class AttributionType(Vocabulary):
    """How the words are given."""

    DIRECT = "direct", "Direct", "the source's own words in quotation marks"
    INDIRECT = "indirect", "Indirect", "in the article's words"
    MIXED = "mixed", "Mixed", "partly in quotation marks"


class CueTone(Vocabulary):
    """How the cue colours what it introduces."""

    NEUTRAL = "neutral", "Neutral", "says that it was said, no more: said, told, according to"
    CLAIMED = "claimed", "Claimed", "leaves open whether it is true, or doubts it: claimed, alleged, purported"
    ADMITTED = "admitted", "Admitted", "takes it for true, and for a weakness: admitted, conceded, confessed"
    REVEALED = "revealed", "Revealed", "takes it for true: revealed, pointed out, noted"
    DENIED = "denied", "Denied", "denied, refuted, rejected"
    INSISTED = "insisted", "Insisted", "against resistance: insisted, maintained, reiterated"
    WARNED = "warned", "Warned", "of something bad: warned, cautioned, threatened"
    ACCUSED = "accused", "Accused", "blames somebody: accused, slammed, criticised"
    PRAISED = "praised", "Praised", "praised, hailed, welcomed"
    BOASTED = "boasted", "Boasted", "boasted, bragged, touted"
    PROMISED = "promised", "Promised", "promised, vowed, pledged, plans"
    DEMANDED = "demanded", "Demanded", "demanded, urged, called for"
    SUGGESTED = "suggested", "Suggested", "suggested, hinted, implied"
    THOUGHT = "thought", "Thought", "what somebody is said to think or feel: believes, fears, hopes"


class Via(Record):
    """Who or what passed a statement on to the article."""

    source_id: str | None = Field(description="The source that passed it on, where it is one of the article's sources.")
    span: Span = Field(description="The words that name it here.")
    terms: str = Field(description='The words that say how ("told", "according to", "obtained by").')


class Attribution(Record):
    """A statement that the article hands to a source."""

    id: str = Field(description="Its id within this analysis.")
    type: AttributionType = Field(description="How the words are given.")
    content: list[Span] = Field(min_length=1, description="The words that are attributed, without the cue and the source.")
    cue: Span | None = Field(description='The words that attribute them ("said", "according to"); null for a quotation without any.')
    source: Span | None = Field(description="The words that name the source at this place.")
    source_id: str | None = Field(description="The source that they stand for.")
    via: list[Via] = Field(default=[], description="Who or what passed it on, in order from the source to the article.")
    cue_tone: CueTone = Field(default=CueTone.NEUTRAL, description="How the cue colours the statement.")
    confidence: Share = Field(description="How sure we are of the whole.")


class RefusalKind(Vocabulary):
    """How a comment was not got."""

    DECLINED = "declined", "Declined", "the one asked did not want to comment"
    NO_RESPONSE = "no_response", "No response", "the one asked did not answer"
    UNREACHABLE = "unreachable", "Unreachable", "the one asked could not be reached"


class Refusal(Record):
    """That somebody was asked and said nothing. It is no statement."""

    kind: RefusalKind = Field(description="How the comment was not got.")
    source_id: str | None = Field(description="Who was asked, where it is one of the article's sources.")
    source: Span | None = Field(description="The words that name who was asked.")
    span: Span = Field(description="The words that say so.")


class ShareOfWords(Record):
    """A share of the article's words."""

    share: Share = Field(description="`words` of `of`; 0 where there are none.")
    words: int = Field(ge=0, description="How many words.")
    of: int = Field(ge=0, description="Of how many: the denominator.")


class Sourcing(Record):
    """How much of the text is handed to sources, and to which. Measures, not marks: no share is better than another."""

    attributed: ShareOfWords = Field(description="Words in any statement, of all words of the text.")
    quoted: ShareOfWords = Field(description="Words in direct statements, of all words in statements.")
    named: ShareOfWords = Field(
        description="Words of named people and organisations, documents, data and media, of all words in statements."
    )
    unnamed: ShareOfWords = Field(description="Words of unnamed people and groups, of all words in statements.")
    anonymous: ShareOfWords = Field(description="Words of sources that are kept anonymous, of all words in statements.")
    without_source: ShareOfWords = Field(
        description="Words of statements whose source is not given or not known, of all words in statements."
    )


# --- what deserves a check -----------------------------------------------------------------------------------------------


class ClaimKind(Vocabulary):
    """What makes a sentence worth checking."""

    FIGURE = "figure", "Figure", "it states a number, an amount or a share"
    COMPARISON = "comparison", "Comparison", "it sets one thing against another, or says that something rose, fell or is the most"
    CAUSATION = "causation", "Cause", "it says that one thing led to another"
    RECORD = "record", "Law or record", "it says what a law, a vote, a contract, a court or a person's record holds"
    QUOTATION = "quotation", "Quoted fact", "somebody is quoted with something that can be looked up"
    PREDICTION = "prediction", "Prediction", "it says what will be"


class Claim(Span):
    """A sentence worth checking: the score says how much it is, not that it might be false."""

    id: str = Field(description="Made of its words and its occurrence, so that it survives edits elsewhere.")
    score: Share = Field(description="How much a fact-checker would want to check it (docs/models/claims.md).")
    kinds: list[ClaimKind] = Field(default=[], description="What makes it worth checking.")
    attribution_id: str | None = Field(default=None, description="The statement that it is part of; null in the article's own voice.")
    check: str | None = Field(default=None, description="What would check it; null where no kind tells.")


class WordingCategory(Vocabulary):
    """What is to be asked about a choice of words."""

    LOADED = "loaded", "Loaded", "it judges while it tells: regime, slammed, so-called"
    HEDGE = "hedge", "Hedge", "it takes back what it says: arguably, somewhat, may well"
    WEASEL = "weasel", "Nobody's claim", "it hides whose claim it is: critics say, it is widely believed"
    EUPHEMISM = "euphemism", "Euphemism", "it softens or hides what happened: collateral damage, let go"
    INTENSIFIER = "intensifier", "Intensifier", "it turns up the volume: very, utterly, massive"
    SUPERLATIVE = "superlative", "Superlative", "it claims a first or a most without a source"
    ONE_SIDED = "one_sided", "One side's term", "it is the term of one side in a conflict: liberated, terrorists"


class Wording(Span):
    """Words of the article's own voice that an editor may want to change."""

    category: WordingCategory = Field(description="What is to be asked about them.")
    term: str = Field(description="The entry of the word list that they match.")
    alone: bool = Field(default=True, description="Whether it judges by itself; false where it does so only beside others, as here.")
    side: str | None = Field(default=None, description="Of a term of one side: which conflict and side, as `conflict/side`.")
    suggestion: str | None = Field(default=None, description="What newsrooms write instead; null where no one word will do.")


# --- what a copy desk would mark -----------------------------------------------------------------------------------------


class Severity(Vocabulary):
    """What a finding asks for."""

    ERROR = "error", "Error", "wrong on its face"
    WARNING = "warning", "Warning", "to be answered before publishing"
    NOTE = "note", "Note", "worth a look; folded away"


class Anchor(Span):
    """A place that a finding points at, with all that another program needs to find it again after an edit."""

    prefix: str = Field(description="Up to 32 code points before it (Web Annotation's TextQuoteSelector).")
    suffix: str = Field(description="Up to 32 code points after it.")
    paragraph: int | None = Field(description="The paragraph it stands in, counted from 0; null in the title.")
    occurrence: Offset = Field(description="How many times the same words stand before it in the same text.")
    utf16_start: Offset = Field(description="Where it begins, in UTF-16 code units.")
    utf16_end: Offset = Field(description="Where it ends, in UTF-16 code units.")


class Suppression(Record):
    """That a newsroom does not want to see a finding, and why."""

    reason: str = Field(description="Why, in the words of whoever suppressed it.")
    origin: str = Field(description="Who suppressed it: `article`, or the policy pack as `policy/name`.")


class ResolutionState(Vocabulary):
    """How a person answered a finding."""

    FIXED = "fixed", "Fixed", "the text was changed"
    ACCEPTED = "accepted", "Accepted", "it is right, and stays as it is"
    FALSE_ALARM = "false_alarm", "False alarm", "the finding is wrong"


class Resolution(Record):
    """A person's answer to a finding; it holds for later versions."""

    state: ResolutionState = Field(description="The answer.")
    reason: str | None = Field(default=None, description="Why.")


class Finding(Record):
    """A question to the desk: one for each rule and thing, with all its places."""

    id: str = Field(description="Made of the rule, the thing's words and its occurrence, so that an answer to it survives edits elsewhere.")
    rule: str = Field(description="The rule's code (docs/rules.md).")
    severity: Severity = Field(description="What it asks for.")
    message: str = Field(description="The question or the fault, for an editor.")
    anchors: list[Anchor] = Field(description="Where; none where the whole article is meant.")
    suggestion: str | None = Field(default=None, description="What to do about it.")
    policy: str = Field(description="The policy pack that asks for it.")
    reference: str | None = Field(default=None, description="The published rule that it follows.")
    suppressed: Suppression | None = Field(default=None, description="Why nobody needs to answer it; null where somebody does.")
    resolution: Resolution | None = Field(default=None, description="A person's answer; null before there is one.")


# --- in short ------------------------------------------------------------------------------------------------------------


class Keyphrase(Record):
    """A phrase that the article turns on."""

    text: str = Field(description="The phrase.")
    score: Share = Field(description="Its weight against the strongest one, which has 1.")


class Summary(Record):
    """The article in its own words."""

    sentences: list[Span] = Field(description="The sentences that carry most, in the order of the text.")
    keyphrases: list[Keyphrase] = Field(description="What it is about, strongest first.")


class PolicyReference(Record):
    """The policy pack that the findings follow."""

    name: str = Field(description="Its name.")
    version: str = Field(description="A hash of what it says, with all that it extends.")


class Analysis(Record):
    """Everything that was found in one version of one article."""

    schema_version: Literal["1"] = Field(default=SCHEMA_VERSION, description="The version of this contract.")
    analysis_id: str = Field(description="A hash of everything the analysis depends on: equal ids, equal bytes.")
    article: ArticleReference = Field(description="Which article and version was analysed.")
    reference_date: ReferenceDate = Field(description="The date against which relative dates are read.")
    engine: Engine = Field(description="What made the analysis.")
    policy: PolicyReference | None = Field(
        default=None, description="The policy pack that the findings follow; null where nothing was checked."
    )
    text: str | None = Field(default=None, description="The analysed text; left out with `?text=false`.")
    document: Document = Field(description="The text as a whole.")
    entities: list[Entity] = Field(default=[], description="Who and what is named.")
    dates: list[TimeExpression] = Field(default=[], description="When, how long and how often, in the order of the text.")
    quantities: list[Quantity] = Field(default=[], description="The figures, in the order of the text.")
    sources: list[Source] = Field(default=[], description="Who is said to have said something.")
    attributions: list[Attribution] = Field(default=[], description="Who says what.")
    refusals: list[Refusal] = Field(default=[], description="Who was asked and said nothing.")
    scare_quotes: list[Span] = Field(default=[], description="Words in quotation marks that nobody is said to have said.")
    sourcing: Sourcing | None = Field(default=None, description="How much of the text is handed to sources, and to which.")
    claims: list[Claim] = Field(default=[], description="Every sentence with a score of 0.05 or more, in the order of the text.")
    wording: list[Wording] = Field(default=[], description="Choices of words in the article's own voice, in the order of the text.")
    findings: list[Finding] = Field(default=[], description="What a copy desk would mark: errors, then warnings, then notes.")
    summary: Summary | None = Field(default=None, description="The article in short.")

    @property
    def is_analysed(self) -> bool:
        """False where only the document was measured, because its language is not supported."""
        return self.document.analysed_share > 0

    def to_json(self) -> bytes:
        """Write the published form. What was not looked for is absent: an empty list says that nothing was found."""
        omitted = set() if self.is_analysed else FINDINGS_IN_THE_TEXT
        return json.dumps(self.model_dump(mode="json", exclude=omitted), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


FINDINGS_IN_THE_TEXT = {
    "entities",
    "dates",
    "quantities",
    "sources",
    "attributions",
    "refusals",
    "scare_quotes",
    "sourcing",
    "claims",
    "wording",
    "findings",
    "summary",
}
"""The fields that exist only where the text was analysed."""


class ArticleId(Record):
    """Which line of a batch failed."""

    id: str | None = Field(description="The id that the line gave; null where it gave none.")


class Problem(Record):
    """What went wrong."""

    code: str = Field(description="A code that a program can act on (docs/errors.md).")
    message: str = Field(description="The same for a person.")


class Failure(Record):
    """The line that stands for an article that could not be analysed, in NDJSON results."""

    article: ArticleId = Field(description="Which article.")
    error: Problem = Field(description="What went wrong.")

    def to_json(self) -> bytes:
        """Write the published form."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def published_schema() -> dict[str, Any]:
    """The JSON Schema of an analysis as it is published, for `docs/schemas/analysis.json`."""
    schema = Analysis.model_json_schema(by_alias=True, mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    # With defaults a serialised model always has its fields; these are the ones that the published form may lack.
    schema["required"] = [name for name in schema["required"] if name not in FINDINGS_IN_THE_TEXT | {"text"}]
    return schema
