"""The words of the pages: every language has them all, with the same gaps, and a record reads as a sentence in each."""

import re
from pathlib import Path
from string import Formatter

import pytest

from sayso import serve
from sayso.ontologies import table as ontology
from sayso.serve.draw.words import words as drawn
from sayso.serve.speech import USUAL, Speech, spoken
from sayso.store.agreement import SLOTS as COMPARED
from sayso.store.slots import SLOTS, STATUS

LANGS = sorted(spoken())
SOURCES = {p.name: p.read_text(encoding="utf-8") for p in [*Path(serve.__path__[0], "templates").glob("*.html"),
                                                           *Path(serve.__path__[0]).glob("*.py"), *Path(serve.__path__[0], "pages").glob("*.py")]}
COUNTED = ("killed", "injured", "arrested", "displaced", "attacks", "weapons", "participants", "money", "other")  # of model.Count
KINDS = ("person", "office", "document", "broadcaster", "agency", "outlet", "unnamed")  # of model.Party
INTERNATIONAL = ("UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM")  # of resolve.rows


def shape(table, path=()):
    """Path, and what stands there: a list with its length, or a text with its gaps."""
    if isinstance(table, dict):
        return [row for key, value in table.items() for row in [(*path, key), *shape(value, (*path, key))]]
    if isinstance(table, list):
        return [(*path, len(table))]
    assert isinstance(table, str), f"{path}: {table!r} is a word that YAML reads as something else; quote it"
    return [(*path, *sorted(field for _, field, _, _ in Formatter().parse(table) if field is not None))]


def strings(table):
    """All that is said."""
    if isinstance(table, dict | list):
        return [text for value in (table.values() if isinstance(table, dict) else table) for text in strings(value)]
    return [table]


def found(pattern):
    """What a pattern finds in templates and pages, with its file."""
    return sorted({(name, *(m.groups(""))) for name, text in SOURCES.items() for m in re.finditer(pattern, text)})


@pytest.mark.parametrize("lang", LANGS)
def test_languages_have_the_same_keys_in_the_same_order_with_the_same_gaps(lang):
    assert shape(Speech.of(lang).table) == shape(Speech.of(USUAL).table)


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_is_text_and_none_is_empty(lang):
    table = {k: v for k, v in Speech.of(lang).table.items() if k != "told_as"}
    assert all(isinstance(text, str) and text.strip() == text and text for text in strings(table))


def test_two_languages_do_not_say_the_same_sentences():
    """A file that was copied and never translated."""
    for lang in set(LANGS) - {USUAL}:
        usual, other = Speech.of(USUAL).table["say"], Speech.of(lang).table["say"]
        assert [key for key, text in other.items() if text == usual[key] and re.search(r"[a-z]{3} [a-z]{2}", text)] == []


def test_every_sentence_that_is_asked_for_is_there():
    asked = found(r"\b(?:s|speech)\(\"(\w+)\"[,)]")
    assert len(asked) > 100
    assert [one for one in asked if one[1] not in Speech.of(USUAL).table["say"]] == []


def test_every_gap_is_filled():
    say = Speech.of(USUAL).table["say"]
    for name, key, values in found(r"\b(?:s|speech)\(\"(\w+)\"((?:, \w+=[^\n]*?)?)\)"):
        gaps = {field for _, field, _, _ in Formatter().parse(say[key]) if field}
        assert bool(gaps) == bool(values), f"{name}: {key} wants {gaps or 'nothing'}"
        assert all(f"{gap}=" in SOURCES[name] for gap in gaps), f"{name}: {key} wants {gaps}"


def test_every_list_that_is_asked_for_is_there():
    table = Speech.of(USUAL).table
    asked = found(r"of_code\([\"'](\w+)[\"'], (?:[\"'](\w+)[\"'])?") + [(*one, "") for one in found(r"\.table\[[\"'](\w+)[\"']\]")]
    asked += [(name, "counted", what) for name, what in found(r"counted\(\"(\w+)\"")]
    assert len(asked) > 20
    assert [one for one in asked if one[1] not in table or (one[2] and one[2] not in table[one[1]])] == []


def test_keys_that_are_put_together_are_there():
    say = Speech.of(USUAL).table["say"]
    wanted = ["skipped_why", "failed_why", "originated_told", "relayed_told",
              *(f"order_{o}" for o in ("day", "confidence", "least", "origins", "reports")),
              *(f"done_{a}" for a in ("accept", "reject", "edit", "note", "merge", "split", "withdraw"))]
    assert [key for key in wanted if key not in say] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_has_a_word(lang):
    types = ontology("plover")["types"]
    wanted = {"acts": types, "modes": [m for t in types.values() for m in t.get("modes", ())], "status": STATUS, "told_as": STATUS,
              "slots": [*SLOTS, *COMPARED], "counting": COUNTED, "kinds": KINDS, "unions": INTERNATIONAL, "quads": (1, 2, 3, 4)}
    table = Speech.of(lang).table
    assert {what: missing for what, codes in wanted.items() if (missing := set(codes) - set(table[what]))} == {}


@pytest.mark.parametrize("lang", LANGS)
def test_drawings_use_the_same_words(lang):
    table, other = Speech.of(lang).table, drawn(lang).table
    assert {what: table[what] for what in ("quads", "kinds", "months")} == {what: other[what] for what in ("quads", "kinds", "months")}
    assert table["number"] == [other["thousands"], other["decimal"]]
    assert {c: [other[f"{c}s"][n].removeprefix("{n} ") for n in ("one", "many")] for c in ("event", "origin")} == \
        {c: table["counted"][c] for c in ("event", "origin")}


@pytest.mark.parametrize("lang", LANGS)
def test_no_mode_reads_as_its_type(lang):
    """"Attack (attack)" says nothing."""
    table = Speech.of(lang).table
    for kind, entry in ontology("plover")["types"].items():
        assert table["acts"][kind]["what"].lower() not in [table["modes"][m] for m in entry.get("modes", ())]


def party(name, country=None, sector=None):
    return {"name": name, "country": country, "sector": sector}


def record(kind, status="happened", actors=(), recipients=(), **more):
    sides = {"actors": actors, "recipients": recipients}
    return {"type": kind, "mode": None, "status": status, "where": None, "when": None, "counts": [], **sides, **more}


DRONES = record("ASSAULT", actors=[party("Droni russi", "RUS", "MIL")],
                recipients=[party("terminal di Izmail", "UKR"), party("tre portuali", "UKR", "LAB")], mode="drone",
                where={"name": "Izmail", "country": "UKR"}, when={"from": "2026-03-24", "to": "2026-03-24"},
                counts=[{"value": 3.0, "what": "killed"}, {"value": 1.0, "what": "injured"}])
SUMMIT = record("CONSULT", "planned", [party("Serbia", "SRB"), party("Kosovo", "KOS")], mode="multilateral",
                where={"name": "Bruxelles", "country": "BEL"}, when={"from": "2026-10-01", "to": "2026-10-31"})
REFUSAL = record("REJECT", "denied", [party("Hamas")], [party("Egitto", "EGY")], mode="yield")
MONEY = record("AID", actors=[party("EUR", "EUR")], recipients=[party("Moldavia", "MDA")], when={"from": "2026-03-02", "to": "2026-03-05"},
               counts=[{"value": 10_000_000.0, "what": "money", "text": "dieci milioni di euro"}, {"value": 1200.0, "what": "displaced"},
                       {"value": None, "what": "killed"}])
NO_SIDE = record("PROTEST", "ongoing", mode="strike", where={"name": "Italia", "country": "ITA"})
STRANGE = record("DANCE", "possible", [party("Ginevra", "CHE")], [party(None, "ITA", "GOV")], mode="waltz")
TOLD = [
    (DRONES, "Attack (drones) by Droni russi (RUS MIL) on terminal di Izmail (UKR) and tre portuali (UKR LAB) — Izmail, Ukraine; 24 March 2026; "
             "3 killed, 1 injured.",
             "Attacco (droni) di Droni russi (RUS MIL) contro terminal di Izmail (UKR) e tre portuali (UKR LAB) — Izmail, Ucraina; 24 marzo 2026; "
             "3 uccisi, 1 ferito."),
    (SUMMIT, "Planned: talks (multilateral) by Serbia (SRB) and Kosovo (KOS) — Bruxelles, Belgium; October 2026.",
             "Previsto: colloqui (multilaterali) di Serbia (SRB) e Kosovo (KOS) — Bruxelles, Belgio; ottobre 2026."),
    (REFUSAL, "Denied: refusal (concessions) by Hamas to Egitto (EGY).", "Smentito: rifiuto (concessioni) di Hamas a Egitto (EGY)."),
    (MONEY, "Aid from EUR to Moldavia (MDA) — 2 to 5 March 2026; dieci milioni di euro, 1,200 displaced.",
            "Aiuti di EUR a Moldavia (MDA) — 2 – 5 marzo 2026; dieci milioni di euro, 1.200 sfollati."),
    (NO_SIDE, "Ongoing: protest (strike) — Italia, Italy.", "In corso: protesta (sciopero) — Italia."),
    (STRANGE, "Possible: DANCE (waltz) by Ginevra (CHE) against ITA GOV.", "Possibile: DANCE (waltz) di Ginevra (CHE) contro ITA GOV."),
]


@pytest.mark.parametrize(("event", "en", "it"), TOLD)
def test_a_record_reads_as_a_sentence(event, en, it):
    assert (Speech.of("en").claim(event), Speech.of("it").claim(event)) == (en, it)


@pytest.mark.parametrize(("first", "last", "en", "it"), [
    (None, None, "–", "–"), ("2024-02-29", None, "29 February 2024", "29 febbraio 2024"),
    ("2024-02-01", "2024-02-29", "February 2024", "febbraio 2024"),
    ("2023-01-01", "2023-12-31", "2023", "2023"), ("2023-01-01", "2023-06-30", "1 January 2023 to 30 June 2023", "1 gennaio 2023 – 30 giugno 2023"),
    ("2023-05-01", "2023-05-02", "1 to 2 May 2023", "1 – 2 maggio 2023"),
    ("2022-05-03", "2023-05-04", "3 May 2022 to 4 May 2023", "3 maggio 2022 – 4 maggio 2023"),
    ("0001-01-01", "9999-12-31", "1 January 1 to 31 December 9999", "1 gennaio 1 – 31 dicembre 9999")])
def test_days_read_as_people_write_them(first, last, en, it):
    assert (Speech.of("en").days(first, last), Speech.of("it").days(first, last)) == (en, it)


def test_numbers_and_codes():
    it, en = Speech.of("it"), Speech.of("en")
    assert (it.number(1234.5), en.number(1234.5), it.counted("origin", 1), it.counted("origin", 2000)) == \
        ("1.234,50", "1,234.50", "1 origine indipendente", "2.000 origini indipendenti")
    assert (it.of_code("counting", "killed"), en.of_code("counting", "kites"), en.of_code("status", None)) == ("uccisi", "kites", "–")
    assert (it.country("UKR"), it.country("UNO"), it.country("XXX"), it.country(None)) == ("Ucraina", "Nazioni Unite", "XXX", "–")


def test_the_language_is_the_one_chosen_else_the_first_of_the_browser_that_is_spoken():
    assert [Speech.for_(*x).lang for x in ((None, "de, it;q=0.8, en;q=0.5"), ("en", "it"), ("xx", "fr"), (None, ""), (None, "IT-it"))] == \
        ["it", "en", "en", "en", "it"]
