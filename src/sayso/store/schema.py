"""The tables of a project file, as data: names, types and what each column holds.

In: nothing. Out: :data:`TABLES`, the SQL that makes them (:func:`ddl`) and the steps from older schemas (:data:`MIGRATIONS`).

A new column is a line here, a step in ``MIGRATIONS`` and the next :data:`VERSION`; ``python -m sayso.store.schema`` prints the
tables for docs/store.md.

>>> [c.name for c in TABLES["skipped"].columns]
['run', 'source', 'reason']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

VERSION = 4
APPLICATION = 0x53415953  # "SAYS" at byte 68 of the file: tells a project file from other databases
DECLARED = {"text": "TEXT", "int": "INTEGER", "real": "REAL", "bool": "BOOLEAN", "date": "DATE", "json": "TEXT",
            "bytes": "BLOB"}  # DATE keeps 2022-12-30 as text


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``kind``: text, int, real, bool (0 or 1), date (ISO day), json. ``is_moment``: tells when a run ran, so exports leave it out."""

    name: str
    kind: str
    note: str
    extra: str = ""
    is_moment: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, what goes after them in SQL, its indexes, and the order its rows are exported in.

    Tables of long rows are not ``WITHOUT ROWID``: that made the events take three times their size.
    """

    name: str
    note: str
    columns: tuple[Column, ...]
    order: str
    constraint: str = ""
    options: str = ""
    indexes: tuple[str, ...] = ()

    @property
    def exported(self) -> tuple[Column, ...]:
        """The columns that an export holds: no time stamps of runs, since the same run twice shall give the same bytes."""
        return tuple(c for c in self.columns if not c.is_moment)


def columns(text: str) -> tuple[Column, ...]:
    """Columns from lines ``name kind | what it holds | more SQL``."""
    out = []
    for line in filter(None, map(str.strip, text.splitlines())):
        head, note, *extra = (part.strip() for part in line.split("|"))
        name, kind = head.split()
        out.append(Column(name, kind.removesuffix("!"), note, extra[0] if extra else "", kind.endswith("!")))
    return tuple(out)


_ALL = (
    Table("texts", "The words of articles, each once.", columns("""
        hash text    | SHA-256 of title, line break, text   | PRIMARY KEY
        title text   | the title as read, may be empty      | NOT NULL
        text text    | the text as read; offsets count its characters | NOT NULL
        """), "hash"),
    Table("articles", "Articles as told by an outlet. The same words may be several articles; one document may have several versions.", columns("""
        article int     | number in this file                                          | PRIMARY KEY
        id text         | the id that reports carry; unique in this file               | NOT NULL UNIQUE
        given_id text   | the id as read, where `id` had to differ because another text has it
        document text   | what stays the same when the text changes: the URL, else outlet and id | NOT NULL
        version int     | 1 for the first text of the document, 2 for the next         | NOT NULL
        hash text       | its words, in `texts`                                        | NOT NULL REFERENCES texts
        fingerprint text | SHA-256 of document, words and all below: the same article again is known by it | NOT NULL UNIQUE
        lang text       | language
        outlet text     | who published
        url text        | where
        published date  | day of publication
        notes json      | what the reader noted, a list                                | NOT NULL
        pair json       | the pair of spans asked for, if any
        coding int      | the coding that counts now: that of the latest run           | REFERENCES codings
        """), "article", indexes=("articles_document ON articles (document, version)", "articles_hash ON articles (hash)",
                            "articles_lang ON articles (lang)", "articles_uncoded ON articles (coding) WHERE coding IS NULL")),
    Table("coders", "What codings are made with: one row for each set of versions.", columns("""
        coder int       | number in this file                    | PRIMARY KEY
        key text        | all versions as JSON, sorted           | NOT NULL UNIQUE
        sayso text      | version of sayso
        codebook text   | name of the codebook
        rules text      | digest of the rules, the ontologies and the language's words
        lang text       | language coded
        pack text       | language pack with its version
        """), "coder"),
    Table("codings", "One article coded by one coder.", columns("""
        coding int      | number in this file  | PRIMARY KEY
        article int     | what was coded       | NOT NULL REFERENCES articles
        coder int       | by which versions    | NOT NULL REFERENCES coders
        """), "coding", "UNIQUE (article, coder)"),
    Table("sentences", "Spans of the sentences of a coding.", columns("""
        coding int      | the coding                     | NOT NULL
        n int           | 0, 1, 2 … in order             | NOT NULL
        field text      | title or text                  | NOT NULL
        begins int      | first character                | NOT NULL
        ends int        | after the last character       | NOT NULL
        """), "coding, n", "PRIMARY KEY (coding, n)", "WITHOUT ROWID"),
    Table("dropped", "What the coder saw and made no report of.", columns("""
        coding int      | the coding                     | NOT NULL
        n int           | 0, 1, 2 … in order             | NOT NULL
        field text      | title or text
        begins int      | first character
        ends int        | after the last character
        stage text      | where it was dropped           | NOT NULL
        reason text     | why                            | NOT NULL
        """), "coding, n", "PRIMARY KEY (coding, n)", "WITHOUT ROWID"),
    Table("reports", "One claim of one article, as the machine made it. Reviews stand in `reviews`.", columns("""
        report int        | number in this file                    | PRIMARY KEY
        coding int        | the coding it is of                    | NOT NULL REFERENCES codings
        n int             | 0, 1, 2 … in the order of the text     | NOT NULL
        report_id text    | its id: the same in every coding that tells of this act at these words | NOT NULL
        event_id text     | its event within the article; across articles: `membership`
        concept text      | the act, e.g. attack.bombard
        type text         | PLOVER type
        mode text         | PLOVER mode
        contexts json     | PLOVER contexts, a list
        cameo text        | CAMEO code, e.g. 0841
        quad int          | 1-4
        score real        | PLOVER score
        goldstein real    | CAMEO Goldstein score
        status text       | happened, ongoing, planned, possible, denied
        hearsay bool      | told as hearsay
        background bool   | told as background
        date_from date    | first day
        date_to date      | last day
        date_precision text | day, days, week, month …
        place int         | where, in `places`                     | REFERENCES places
        trigger_field text | title or text
        trigger_begins int | first character of the words that name the act
        trigger_ends int  | after the last
        trigger text      | the words
        medium text       | medium of the source
        confidence real   | 0-1
        record json       | the native record (docs/output.md)     | NOT NULL
        echo bool         | too little for an event: it counts only where merging found it to be of one that others tell | NOT NULL DEFAULT 0
        """), "report", indexes=("reports_coding ON reports (coding, n)", "reports_id ON reports (report_id)",
                                 "reports_type ON reports (type, mode)", "reports_date ON reports (date_from)",
                                 "reports_echo ON reports (coding) WHERE echo")),
    Table("quotes", "Who said what, through whom: the attributions of a coding.", columns("""
        coding int        | the coding                     | NOT NULL
        n int             | 0, 1, 2 … in the order of the text | NOT NULL
        speaker text      | who, as resolved
        country text      | ISO3 or international code
        speech text       | direct, indirect or mixed
        field text        | title or text, of what is said
        begins int        | first character of what is said
        ends int          | after its last
        record json       | the attribution record (docs/sources.md) | NOT NULL
        """), "coding, n", "PRIMARY KEY (coding, n)", "WITHOUT ROWID"),
    Table("actors", "Whom reports name, each once.", columns("""
        actor int         | number in this file    | PRIMARY KEY
        name text         | as resolved            | NOT NULL
        country text      | ISO3 or international code
        sector text       | PLOVER sector
        wikidata text     | Wikidata id
        """), "actor", indexes=("UNIQUE actors_what ON actors (name, ifnull(country, ''), ifnull(sector, ''), ifnull(wikidata, ''))",)),
    Table("parties", "Actors and recipients of reports.", columns("""
        report int        | the report                     | NOT NULL
        role text         | actor or recipient             | NOT NULL
        n int             | 0, 1, 2 … in each role         | NOT NULL
        actor int         | who, in `actors`               | NOT NULL REFERENCES actors
        field text        | title or text
        begins int        | first character of the words
        ends int          | after the last
        words text        | the words
        score real        | how sure the resolution is
        why text          | rule and reason
        """), "report, role, n", "PRIMARY KEY (report, role, n)", "WITHOUT ROWID", ("parties_actor ON parties (actor)",)),
    Table("places", "Where, each place once.", columns("""
        place int         | number in this file    | PRIMARY KEY
        name text         | as resolved            | NOT NULL
        country text      | ISO3
        admin1 text       | region
        geonameid int     | GeoNames id
        lat real          | latitude
        lon real          | longitude
        precision text    | point, city, admin1, country
        """), "place", indexes=("UNIQUE places_what ON places (name, ifnull(country, ''), ifnull(admin1, ''), ifnull(geonameid, 0), "
                                "ifnull(lat, ''), ifnull(lon, ''), ifnull(precision, ''))",)),
    Table("counts", "Numbers that reports give.", columns("""
        report int        | the report                     | NOT NULL
        n int             | 0, 1, 2 …                      | NOT NULL
        what text         | killed, injured, arrested …
        value real        | the number
        said_by text      | who says so
        field text        | title or text
        begins int        | first character of the words
        ends int          | after the last
        """), "report, n", "PRIMARY KEY (report, n)", "WITHOUT ROWID"),
    Table("sources", "Who speaks or relays, each once.", columns("""
        source int        | number in this file    | PRIMARY KEY
        name text         | as resolved            | NOT NULL
        kind text         | person, office, document, broadcaster, agency, outlet, unnamed
        country text      | ISO3
        """), "source", indexes=("UNIQUE sources_what ON sources (name, ifnull(kind, ''), ifnull(country, ''))",)),
    Table("speakers", "The sources of a report: the nodes of its graph.", columns("""
        report int        | the report                     | NOT NULL
        node text         | its name in the graph (s1 …)   | NOT NULL
        source int        | who, in `sources`              | NOT NULL REFERENCES sources
        field text        | title or text
        begins int        | first character of the words
        ends int          | after the last
        words text        | the words
        """), "report, node", "PRIMARY KEY (report, node)", "WITHOUT ROWID", ("speakers_source ON speakers (source)",)),
    Table("links", "Who passes on whose words: the edges of a report's graph.", columns("""
        report int        | the report                     | NOT NULL
        n int             | 0, 1, 2 …                      | NOT NULL
        speaks text       | node that speaks               | NOT NULL
        relays text       | node that relays it            | NOT NULL
        """), "report, n", "PRIMARY KEY (report, n)", "WITHOUT ROWID"),
    Table("events", "What the reports that count now tell of, as merged by the machine.", columns("""
        event_id text     | id                             | PRIMARY KEY
        type text         | PLOVER type
        mode text         | PLOVER mode
        cameo text        | CAMEO code
        quad int          | 1-4
        status text       | happened, ongoing, planned, possible, denied
        date_from date    | first day
        date_to date      | last day
        place text        | name of the place
        country text      | ISO3 of the place
        n_reports int     | reports                        | NOT NULL
        n_outlets int     | outlets                        | NOT NULL
        n_origins int     | independent origins            | NOT NULL
        contested bool    | whether reports disagree       | NOT NULL
        record json       | the merged record (docs/output.md) | NOT NULL
        """), "event_id"),
    Table("membership", "Which report is of which event, by which rule.", columns("""
        report_id text    | the report                     | PRIMARY KEY
        event_id text     | its event                      | NOT NULL
        rule text         | the rule that put it there
        score real        | the score of that
        """), "report_id", options="WITHOUT ROWID", indexes=("membership_event ON membership (event_id)",)),
    Table("reviews", "What people said of reports and events. Append-only: the file refuses to change or delete a row.", columns("""
        review int        | number in this file            | PRIMARY KEY
        made text         | when, UTC                      | NOT NULL
        said_by text      | who
        action text       | accept, reject, edit, note, merge, split, withdraw | NOT NULL
        target text       | report, event or review        | NOT NULL
        anchors json      | the reports meant: document, hash, field, begins, ends, quote, before, after, type, report_id | NOT NULL
        slot text         | which slot was edited
        value json        | its value
        note text         | in words
        withdraws int     | the review taken back
        record json       | the record as it was when it was reviewed
        """), "review", indexes=("reviews_withdraws ON reviews (review, withdraws) WHERE withdraws IS NOT NULL",)),
    Table("runs", "Each run of `sayso code … --to`. A run cut short is taken up again by the same command.", columns("""
        run int           | number in this file            | PRIMARY KEY
        inputs json       | paths as typed                 | NOT NULL
        versions json     | sayso, codebook, pack          | NOT NULL
        state text        | unfinished or finished         | NOT NULL
        found int         | inputs found
        read int          | articles read
        skipped int       | inputs no article could be made of
        coded int         | articles coded
        known int         | articles that were coded before with these versions, or twice in the input
        failed int        | articles that could not be coded
        started text!     | when, UTC (not exported)
        finished text!    | when, UTC (not exported)
        """), "run"),
    Table("run_articles", "What a run did with each article.", columns("""
        run int           | the run                        | NOT NULL
        article int       | the article                    | NOT NULL
        outcome text      | coded, known, failed           | NOT NULL
        coding int        | its coding
        reason text       | why it failed
        """), "run, article", "PRIMARY KEY (run, article)", "WITHOUT ROWID", 
          ("run_articles_article ON run_articles (article)", "run_articles_failed ON run_articles (reason, article) WHERE outcome = 'failed'")),
    Table("skipped", "Inputs no article could be made of.", columns("""
        run int           | the run                        | NOT NULL
        source text       | file, or file and line         | NOT NULL
        reason text       | why                            | NOT NULL
        """), "run, source, reason", "PRIMARY KEY (run, source, reason)", "WITHOUT ROWID"),
    Table("meta", "Facts about the file itself.", columns("""
        name text         | which                          | PRIMARY KEY
        value text        | what                           | NOT NULL
        """), "name", options="WITHOUT ROWID"),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
# What a merging leaves for the next one, so that adding articles does not mean merging all. Made again from the reports when it is missing;
# no export holds it.
_KEPT = (
    Table("kept_articles", "For the next merging, not exported: the articles that are merged.", columns("""
        article int       | the article                    | PRIMARY KEY
        coding int        | its coding that was merged     | NOT NULL
        """), "article"),
    Table("kept_accounts", "For the next merging, not exported: what each article tells of each event.", columns("""
        account int       | number                         | PRIMARY KEY
        id text           | id of its event within the article | NOT NULL UNIQUE
        article int       | the article                    | NOT NULL
        event_id text     | its event                      | NOT NULL
        links bytes       | accounts it is linked to: number (8 bytes) and score (real, 8 bytes), little-endian | NOT NULL
        """), "account", indexes=("kept_accounts_article ON kept_accounts (article)", "kept_accounts_event ON kept_accounts (event_id)")),
    Table("kept_blocks", "For the next merging, not exported: which accounts share what on a day.", columns("""
        unit int          | day, month (below 0) or day of print (from 10,000,000) | PRIMARY KEY
        entries bytes     | digest of a key (8 bytes) and account (4 bytes, big-endian), sorted | NOT NULL
        """), "unit"),
)

# What the workbench lists and counts: events as corrected, made from the tables above whenever they change (sayso.store.shown).
_SHOWN = (
    Table("shown", "For the workbench, not exported: an event as corrected, in short.", columns("""
        event int         | number                         | PRIMARY KEY
        event_id text     | the event                      | NOT NULL UNIQUE
        type text         | PLOVER type
        mode text         | PLOVER mode
        quad int          | 1-4
        status text       | happened, ongoing, planned, possible, denied
        score real        | PLOVER score
        date_from date    | first day
        date_to date      | last day
        day date          | first day, or where no day is told the first day it was published
        country text      | ISO3 of the place
        place text        | name of the place
        lat real          | latitude, where the place is a city or a point
        lon real          | longitude
        n_reports int     | reports                        | NOT NULL
        n_outlets int     | outlets                        | NOT NULL
        n_origins int     | independent origins            | NOT NULL
        contested bool    | whether reports disagree       | NOT NULL
        reviewed bool     | whether a review touches it    | NOT NULL
        confidence real   | of its surest report
        least real        | confidence of its least sure report
        run int           | the run that brought its first report
        record json       | the corrected record, where reviews changed it
        """), "event", indexes=("shown_day ON shown (day DESC, event_id, quad)", "shown_least ON shown (least, event_id)", "shown_run ON shown (run)",
                                "shown_confidence ON shown (confidence DESC, event_id)",
                                "shown_origins ON shown (n_origins DESC, n_reports DESC, event_id)",
                                "shown_reports ON shown (n_reports DESC, event_id)", "shown_place ON shown (place, lat, lon, country)")),
    Table("tags", "For the workbench, not exported: what events may be filtered by.", columns("""
        tag int           | number                         | PRIMARY KEY
        kind text         | country, pair (actor>recipient), name, outlet, lang, origin, relay, agency | NOT NULL
        value text        | its value                      | NOT NULL
        n int             | events that have it            | NOT NULL DEFAULT 0
        """), "tag", "UNIQUE (kind, value)", indexes=("tags_n ON tags (kind, n DESC, value)",)),
    Table("tagged", "For the workbench, not exported: which event has which tag.", columns("""
        tag int           | the tag                        | NOT NULL
        event int         | the event                      | NOT NULL
        """), "tag, event", "PRIMARY KEY (tag, event)", "WITHOUT ROWID", ("tagged_event ON tagged (event)",)),
    Table("sets", "For the workbench, not exported: which events have what, a bit an event.", columns("""
        kind text         | that of a tag, or type, status, quad, at (country), month, conf (twentieths), origins, reviewed, contested | NOT NULL
        value text        | its value                      | NOT NULL
        bits bytes        | the lowest bit of the first byte is event 0 | NOT NULL
        """), "kind, value", "PRIMARY KEY (kind, value)"),
    Table("moved", "For the workbench, not exported: the events that reviews put together, by their reports.", columns("""
        report_id text    | the report                     | PRIMARY KEY
        event_id text     | the event that shows it        | NOT NULL
        """), "report_id", options="WITHOUT ROWID", indexes=("moved_event ON moved (event_id)",)),
    Table("reviewed", "For the workbench, not exported: which report each review that holds is about.", columns("""
        report_id text    | the report                     | NOT NULL
        review int        | the review                     | NOT NULL
        said_by text      | who
        action text       | accept, reject, edit, note     | NOT NULL
        """), "report_id, review", "PRIMARY KEY (report_id, review)", "WITHOUT ROWID"),
)

CURRENT = """CREATE VIEW current AS
  SELECT * FROM articles a WHERE coding IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM articles b WHERE b.document = a.document AND b.version > a.version AND b.coding IS NOT NULL)"""
COUNTS = "(NOT r.echo OR m.event_id IS NOT NULL)"  # of reports r with their membership m: an echo counts only as a member of an event
VIEWS = (
    CURRENT,  # articles whose reports count: the last coded version of each document
    f"""CREATE VIEW current_reports AS
  SELECT r.*, a.id AS article_id, m.event_id AS merged_event_id FROM current a JOIN reports r ON r.coding = a.coding
  LEFT JOIN membership m ON m.report_id = r.report_id WHERE {COUNTS}""",
)
SEARCH = "CREATE VIRTUAL TABLE search USING fts5(lang, title, text, content='', tokenize=\"unicode61 remove_diacritics 2\")"
GUARDS = tuple(
    f"CREATE TRIGGER reviews_no_{what.lower()} BEFORE {what} ON reviews BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END"
    for what in ("UPDATE", "DELETE"))


def ddl() -> Iterator[str]:
    """The statements that make an empty project file of this version."""
    for table in (*_ALL, *_KEPT, *_SHOWN):
        yield from made(table)
    yield from VIEWS
    yield SEARCH
    yield from GUARDS


def made(table: Table) -> Iterator[str]:
    """The statements that make one table with its indexes."""
    yield create(table)
    for index in table.indexes:
        unique = index.startswith("UNIQUE ")
        yield f"CREATE {'UNIQUE ' * unique}INDEX {index.removeprefix('UNIQUE ')}"


def create(table: Table) -> str:
    """The statement that makes one table."""
    lines = [f"  {c.name} {DECLARED[c.kind]} {c.extra}".rstrip() for c in table.columns] + [f"  {table.constraint}"] * bool(table.constraint)
    return f"CREATE TABLE {table.name} (\n" + ",\n".join(lines) + f"\n) {table.options}".rstrip()


def described() -> str:
    """The tables in Markdown, as docs/store.md shows them."""
    parts = []
    for table in (*_ALL, *_KEPT, *_SHOWN):
        rows = "\n".join(f"| `{c.name}` | {c.kind} | {c.note} |" for c in table.columns)
        parts.append(f"### {table.name}\n\n{table.note}\n\n| column | type | holds |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)


# Version reached → the statements that lead to it from the one before. Once released, a step is never changed.
MIGRATIONS: dict[int, tuple[str, ...]] = {
    2: ("CREATE TABLE kept_articles (article INTEGER PRIMARY KEY, coding INTEGER NOT NULL)",
        "CREATE TABLE kept_accounts (account INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL, event_id TEXT NOT NULL, "
        "links BLOB NOT NULL)",
        "CREATE INDEX kept_accounts_article ON kept_accounts (article)",
        "CREATE INDEX kept_accounts_event ON kept_accounts (event_id)",
        "CREATE TABLE kept_blocks (unit INTEGER PRIMARY KEY, entries BLOB NOT NULL)"),
    3: ("CREATE TABLE quotes (coding INTEGER NOT NULL, n INTEGER NOT NULL, speaker TEXT, country TEXT, speech TEXT, field "
        "TEXT, begins INTEGER, ends INTEGER, record TEXT NOT NULL, PRIMARY KEY (coding, n)) WITHOUT ROWID",
        "CREATE TABLE shown (event INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, type TEXT, mode TEXT, quad INTEGER, "
        "status TEXT, score REAL, date_from DATE, date_to DATE, day DATE, country TEXT, place TEXT, lat REAL, lon REAL, "
        "n_reports INTEGER NOT NULL, n_outlets INTEGER NOT NULL, n_origins INTEGER NOT NULL, contested BOOLEAN NOT NULL, "
        "reviewed BOOLEAN NOT NULL, confidence REAL, least REAL, run INTEGER, record TEXT)",
        "CREATE INDEX shown_day ON shown (day DESC, event_id, quad)",
        "CREATE INDEX shown_least ON shown (least, event_id)",
        "CREATE INDEX shown_run ON shown (run)",
        "CREATE INDEX shown_confidence ON shown (confidence DESC, event_id)",
        "CREATE INDEX shown_origins ON shown (n_origins DESC, n_reports DESC, event_id)",
        "CREATE INDEX shown_reports ON shown (n_reports DESC, event_id)",
        "CREATE INDEX shown_place ON shown (place, lat, lon, country)",
        "CREATE TABLE tags (tag INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL DEFAULT 0, "
        "UNIQUE (kind, value))",
        "CREATE INDEX tags_n ON tags (kind, n DESC, value)",
        "CREATE TABLE tagged (tag INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (tag, event)) WITHOUT ROWID",
        "CREATE INDEX tagged_event ON tagged (event)",
        "CREATE TABLE sets (kind TEXT NOT NULL, value TEXT NOT NULL, bits BLOB NOT NULL, PRIMARY KEY (kind, value))",
        "CREATE TABLE moved (report_id TEXT PRIMARY KEY, event_id TEXT NOT NULL) WITHOUT ROWID",
        "CREATE INDEX moved_event ON moved (event_id)",
        "CREATE TABLE reviewed (report_id TEXT NOT NULL, review INTEGER NOT NULL, said_by TEXT, action TEXT NOT NULL, PRIMARY "
        "KEY (report_id, review)) WITHOUT ROWID",
        "CREATE INDEX run_articles_article ON run_articles (article)",
        "CREATE INDEX run_articles_failed ON run_articles (reason, article) WHERE outcome = 'failed'",
        "CREATE INDEX reviews_withdraws ON reviews (review, withdraws) WHERE withdraws IS NOT NULL",
        "CREATE INDEX articles_lang ON articles (lang)",
        "CREATE INDEX articles_uncoded ON articles (coding) WHERE coding IS NULL"),
    4: ("ALTER TABLE reports ADD COLUMN echo BOOLEAN NOT NULL DEFAULT 0",
        "CREATE INDEX reports_echo ON reports (coding) WHERE echo",
        "DROP VIEW current_reports",
        "CREATE VIEW current_reports AS SELECT r.*, a.id AS article_id, m.event_id AS merged_event_id FROM current a "
        "JOIN reports r ON r.coding = a.coding LEFT JOIN membership m ON m.report_id = r.report_id WHERE NOT r.echo OR m.event_id IS NOT NULL"),
}


if __name__ == "__main__":
    print(described())
