"""The forms of the field: each is read back by what people read it with, and nothing hostile breaks a row."""

import contextlib
import csv
import io
import json
import re
import sys
import tempfile
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from stub_coder import reports_of

from sayso import ontologies
from sayso.errors import SaysoError, Unreadable, Unwritable
from sayso.export import codes, eventreport, gdelt, gdelt_mentions, icews, linked, polecat, told
from sayso.export.cells import cell, line
from sayso.export.records import FORMS, write
from sayso.model import Article

pd = pytest.importorskip("pandas")

ARTICLE = Article("a1", "it", "Vertice; a Minsk", "Il premier incontra il collega\ne incontra la stampa.", None, "Ansa", "https://e.x/1")
BASE = {**reports_of(ARTICLE)[0].to_dict(), "concept": "consult.visit"}
EVIL = ['=cmd|"/c calc"!A0', "tab\tand\nline\r\nends", '"unbalanced', "'; DROP TABLE event; --", "<script>alert(1)</script>", "\x1b[31mred\x00",
        "\u202egnp.exe", "half \ud800 surrogate", "+39 06", "-1", "@me", "a;b,c|d", "  =SUM(A1)", "N/A", "𝔘nicode 北京", "x" * 20000, "\\", "\u2028x"]


def report(n=1, **changes):
    made = deepcopy(BASE) | {"report_id": f"r{n}", "event_id": f"e{n}"}
    made["article"] = {**made["article"], "id": f"a{n}", "published": "2024-02-07"}
    return made | changes


def party(name, country=None, sector=None, ident=None, start=0):
    return {"field": "text", "start": start, "end": start + len(name), "text": name, "name": name, "country": country, "sector": sector, "id": ident,
            "score": 1.0, "why": "test"}


RUSSIA, ITALY, NATO = party("Russia", "RUS", "GOV", "Q159"), party("Italia", "ITA", "MIL"), party("Nato", "IGO")


def event(ident, *reports, **changes):
    slots = {k: reports[0].get(k) for k in ("type", "mode", "contexts", "cameo", "quad", "status", "actors", "recipients", "when", "where", "counts")}
    return {"event_id": ident, **slots, "reports": [r["report_id"] for r in reports], "articles": [r["article"]["id"] for r in reports],
            "n_reports": len(reports), "n_outlets": 1, "n_origins": 1,
            "origins": [{"names": ["Borisov", "Tass"], "reports": [reports[0]["report_id"]], "why": "stated"}], "denied_by": [],
            "contested": None, "rules": ["same day"], "reviewed": False, **changes}


def twenty():
    """Rows of many kinds; every hostile text is in each field that takes one."""
    out = [report(n, article={"id": f"a{n}", "lang": "it", "outlet": evil, "url": evil, "published": "2024-02-07", "title": evil},
                  actors=[party(evil, evil, evil, evil)], recipients=[party(evil, "ITA", "MIL")],
                  sentence={"field": "text", "start": 0, "end": len(evil), "text": evil},
                  where={**party(evil), "country": "UKR", "admin1": evil, "geonameid": 1, "lat": -4.5, "lon": 30.25, "precision": "city"})
           for n, evil in enumerate(EVIL, 1)]
    return [*out, report(90, actors=[], recipients=[]), report(91, when=None), report(92, status="denied"), report(93, cameo=None)]


def written(form, tmp_path, reports, events=None, texts=None):
    path = tmp_path / f"out{FORMS[form].suffix}"
    return path, write(form, path, iter(reports), None if events is None else iter(events), texts)


def table(path, **options):
    return pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, **options)


# ------------------------------------------------------------- every form


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_the_same_on_every_run_and_leaves_no_half_file(form, tmp_path):
    path, done = written(form, tmp_path, twenty())
    first = path.read_bytes()
    assert done.rows and first.decode("utf-8")
    assert written(form, tmp_path, twenty())[0].read_bytes() == first
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("form", FORMS)
def test_no_hostile_text_gets_out(form, tmp_path):
    path, _ = written(form, tmp_path, twenty())
    text = path.read_text(encoding="utf-8")
    if FORMS[form].suffix in (".jsonl", ".jsonld"):
        assert "\x1b" not in text and "\x00" not in text and "\ud800" not in text
    else:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e\ud800-\udfff]", text)


@pytest.mark.parametrize(("form", "columns", "header"), [
    ("polecat", (*polecat.COLUMNS, *polecat.OWN), True), ("icews", icews.COLUMNS, True), ("gdelt", gdelt.COLUMNS, False),
    ("gdelt-more", (*gdelt.COLUMNS, *gdelt.OWN), False), ("gdelt-mentions", gdelt_mentions.COLUMNS, False),
])
def test_every_reader_splits_a_line_alike(form, columns, header, tmp_path):
    path, done = written(form, tmp_path, twenty())
    names = {} if header else {"header": None, "names": list(columns), "index_col": False}
    strict = table(path, quoting=csv.QUOTE_NONE, **names)
    assert strict.equals(table(path, **names))
    assert (len(strict), tuple(strict.columns)) == (done.rows, columns)
    raw = path.read_text(encoding="utf-8").split("\n")
    assert {row.count("\t") for row in raw[:-1]} == {len(columns) - 1}
    assert not [v for v in strict.to_numpy().ravel() if v.startswith(("=", "+", "@")) or (v.startswith("-") and not re.fullmatch(r"-[\d.]+", v))]


def test_the_columns_are_as_many_as_the_scripts_expect():
    assert [len(c) for c in (polecat.COLUMNS, gdelt.COLUMNS, gdelt_mentions.COLUMNS, icews.COLUMNS)] == [40, 61, 16, 20]


@pytest.mark.parametrize("form", FORMS)
def test_records_are_read_as_they_are_needed_and_once(form, tmp_path):
    assert written(form, tmp_path, (report(n) for n in range(3)), (event(f"m{n}", report(n)) for n in range(3)))[1].rows >= 3


# ------------------------------------------------------------- POLECAT, GDELT, ICEWS


def test_polecat_reads_back(tmp_path):
    r = report(actors=[RUSSIA, NATO], recipients=[ITALY], cameo="042")
    row, other = table(written("polecat", tmp_path, [r])[0]).to_dict("records")
    assert (row["Event ID"], other["Event ID"], row["sayso_event_id"], other["sayso_event_id"]) == ("e1.1", "e1.2", "e1", "e1")
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"], row["Recipient COW"]) == ("Russia", "RUS", "365", "325")
    assert (other["Actor Country"], other["Actor COW"], row["sayso_actor_id"], row["sayso_cameo"]) == ("IGO", "", "Q159", "042")
    assert (row["Event Date"], row["Quad Code"], row["Contexts"]) == ("2022-12-01", "VERBAL COOPERATION", "diplomatic;military")
    assert (row["City"], row["Country"], row["GeoNames ID"], float(row["Latitude"])) == ("Minsk", "BLR", "625144", 53.9)
    assert (row["sayso_counts"], row["Publication Date"]) == ("12 killed (Ansa);1500000 money", "2024-02-07")


def gdelt_rows(path, columns=gdelt.COLUMNS):
    return table(path, header=None, names=list(columns), index_col=False).to_dict("records")


def test_gdelt_reads_back(tmp_path):
    r = report(actors=[RUSSIA], recipients=[ITALY, party("Onu", "UNO")], cameo="0841", goldstein=7.0)
    row, onu = gdelt_rows(written("gdelt", tmp_path, [r])[0])
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["DATEADDED"]) == ("20221201", "202212", "2022", "20240207000000")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("0841", "084", "08", "1")
    assert [row[f"Actor{n}{c}"] for n in (1, 2) for c in ("Code", "CountryCode", "Type1Code")] == ["RUSGOV", "RUS", "GOV", "ITAMIL", "ITA", "MIL"]
    assert (onu["Actor2Code"], onu["Actor2CountryCode"], onu["Actor2KnownGroupCode"], onu["Actor2Type1Code"]) == ("IGOUNO", "", "UNO", "IGO")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"], row["ActionGeo_FullName"]) == ("4", "BO", "Minsk, Belarus")
    assert (row["AvgTone"], row["Actor1Geo_Type"], row["NumMentions"], row["SOURCEURL"]) == ("", "0", "1", "https://e.x/1")
    assert row["FractionDate"] == f"{2022 + (12 * 30 + 1) / 365:.4f}"


def test_gdelt_numbers_are_whole_apart_and_exact_in_a_double(tmp_path):
    r = report(actors=[RUSSIA, NATO], recipients=[ITALY])
    ids = [int(row["GLOBALEVENTID"]) for row in gdelt_rows(written("gdelt", tmp_path, [r, report(2, actors=[RUSSIA], recipients=[ITALY])])[0])]
    assert len(set(ids)) == 3 and all(int(float(i)) == i and 0 < i < 2**53 for i in ids)
    assert codes.number("e1", "Russia", "RUS", "GOV") == 6317709112285352, "an id that changes breaks every file written before"


def test_origins_stay_out_of_num_sources(tmp_path):
    reports = [report(n) for n in (1, 2, 3)]
    merged = [event("m1", *reports, n_outlets=3, n_origins=1)]
    (row,) = gdelt_rows(written("gdelt-more", tmp_path, reports, merged)[0], (*gdelt.COLUMNS, *gdelt.OWN))[:1]
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"], row["sayso_n_origins"]) == ("3", "3", "3", "1")


def test_mentions_join_their_events(tmp_path):
    reports = [report(n, actors=[RUSSIA], recipients=[ITALY]) for n in (1, 2)]
    merged = [event("m1", *reports)]
    mentions = table(written("gdelt-mentions", tmp_path, reports, merged, {"a1": {"title": "", "text": "x" * 99}})[0], header=None,
                     names=list(gdelt_mentions.COLUMNS)).to_dict("records")
    (row,) = gdelt_rows(written("gdelt", tmp_path, reports, merged)[0])
    assert {m["GLOBALEVENTID"] for m in mentions} == {row["GLOBALEVENTID"]}
    assert mentions[0]["Extras"] == "event_id:m1;report_id:r1;status:happened;hearsay:false;paths:Borisov > Tass"
    assert [m["MentionDocLen"] for m in mentions] == ["99", ""]
    assert (mentions[0]["MentionType"], mentions[0]["Confidence"], mentions[0]["MentionDocTranslationInfo"]) == (
        "1", str(round(BASE["confidence"] * 100)), "srclc:ita;eng:none")


def test_icews_reads_back(tmp_path):
    r = report(actors=[RUSSIA], recipients=[ITALY], cameo="042", goldstein=1.9)
    (row,) = table(written("icews", tmp_path, [r])[0]).to_dict("records")
    assert (row["Source Sectors"], row["Source Country"], row["Target Country"]) == ("Government", "Russian Federation", "Italy")
    assert (row["Event Text"], row["CAMEO Code"], row["Intensity"], row["Country"]) == ("Make a visit", "042", "1.9", "Belarus")


@pytest.mark.parametrize("form", ["gdelt", "gdelt-more", "gdelt-mentions", "icews"])
@pytest.mark.parametrize(("changes", "reason"), [
    ({"status": "denied"}, "status denied"), ({"status": "possible"}, "status possible"),
    ({"status": "planned", "type": "ASSAULT"}, "status planned"),
    ({"cameo": None}, "no CAMEO code"), ({"actors": [], "recipients": []}, "neither actor"), ({"type": None}, "no act"),
])
def test_what_a_form_cannot_tell_is_left_out_and_said(form, changes, reason, tmp_path):
    path, done = written(form, tmp_path, [report(1), report(2, **changes)])
    assert sum(done.left_out.values()) == 1 and next(iter(done.left_out)).startswith(reason)
    assert "e2" not in path.read_text(encoding="utf-8")


def test_the_announcing_of_a_plan_is_an_act_of_the_day_it_is_told(tmp_path):
    plan = report(actors=[RUSSIA], concept="agree.meet", type="AGREE", mode=None, cameo="036", status="planned",
                  when={**party("poi"), "from": "2024-03-01", "to": "2024-03-01", "precision": "day", "why": "x"})
    (row,) = table(written("icews", tmp_path, [plan])[0]).to_dict("records")
    assert row["Event Date"] == "2024-02-07"


def test_what_they_do_with_each_other_goes_both_ways(tmp_path):
    both = report(actors=[RUSSIA, ITALY], recipients=[], concept="consult.meet", cameo="040", mode=None)
    rows = table(written("icews", tmp_path, [both])[0])
    assert sorted(zip(rows["Source Name"], rows["Target Name"], strict=True)) == [("Italia", "Russia"), ("Russia", "Italia")]
    alone = report(actors=[RUSSIA, ITALY], recipients=[], concept="accuse.disapprove", type="ACCUSE", mode="disapprove", cameo="111")
    assert set(table(written("icews", tmp_path, [alone])[0])["Target Name"]) == {""}


# ------------------------------------------------------------- PLOVER and eventreport


def test_plover_reads_back(tmp_path):
    r = report(actors=[RUSSIA], recipients=[ITALY])
    path, _ = written("plover", tmp_path, [r], texts={"a1": {"title": "T", "text": ARTICLE.text}})
    (made,) = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    assert {"id", "date", "actor", "event"} <= set(made)
    assert (made["id"], made["date"], made["enddate"], made["event"], made["mode"]) == ("e1", "2022-12-01", "2022-12-31", "CONSULT", "visit")
    assert made["actor"] == [{"code": "RUS", "sector": "GOV", "entity_text": "Russia", "identifier_id": "Q159", "identifier_text": "Russia"}]
    assert (made["size"], made["quad_code"], made["event_loc"]["resolution"]) == ({"dead": 12}, 1, 4)
    assert made["text_info"]["text_story"][made["text_info"]["start"]:made["text_info"]["end"]] == made["text"]
    assert made["sayso"]["reports"][0]["paths"] == [["Borisov", "Tass"]]


def test_plover_keeps_what_is_denied_and_says_so(tmp_path):
    path, done = written("plover", tmp_path, [report(status="denied")])
    assert done.rows == 1 and json.loads(path.read_text(encoding="utf-8"))["comment"] == "status: denied"


def test_eventreport_reads_back(tmp_path):
    reports = [report(1, actors=[RUSSIA], recipients=[ITALY], cameo="0841"), report(2, actors=[NATO])]
    path, _ = written("eventreport", tmp_path, reports, [event("m1", *reports)])
    frame = pd.read_csv(path, dtype={"cameo": str, "event_id": str}, keep_default_na=False, na_values=[""])
    assert tuple(frame.columns) == eventreport.COLUMNS
    assert list(frame.event_id) == ["m1", "m1"] and list(frame.report_id) == ["r1", "r2"]
    first = frame.iloc[0]
    assert (first.cameo, first.deaths_best, first.actor1, first.actor1_gw, first.city, first.source) == ("0841", 12, "Russia", 365, "Minsk", "Ansa")
    assert (first.date_prec, first.where_prec) == (4, 1)
    assert (first.origin, first.first_source) == ("Borisov > Tass", "Borisov") and pd.isna(frame.iloc[1].origin)


def test_eventreport_survives_hostile_texts(tmp_path):
    frame = pd.read_csv(written("eventreport", tmp_path, twenty())[0], dtype=str, keep_default_na=False)
    assert len(frame) == len(twenty()) and tuple(frame.columns) == eventreport.COLUMNS
    assert not [v for v in frame.to_numpy().ravel() if v.startswith(("=", "+", "@"))]
    assert frame.text[2] == '"unbalanced'


# ------------------------------------------------------------- JSON-LD

KEYWORDS = {"@context", "@graph", "@id", "@type"}
TEXT = "Ieri «Mosca» ha colpito Odessa, dice la Tass. Oggi no."


def ld(form, tmp_path, reports, events=None, texts=None):
    return json.loads(written(form, tmp_path, reports, events, texts)[0].read_text(encoding="utf-8"))


def expanded(term):
    """A term as an absolute IRI, by the context alone."""
    found = linked.CONTEXT.get(term, term)
    found = found["@id"] if isinstance(found, dict) else found
    if found.startswith("@"):
        return found
    prefix, _, rest = found.partition(":")
    return expanded_prefix(prefix) + rest if prefix in linked.CONTEXT else found


def expanded_prefix(prefix):
    return linked.CONTEXT[prefix]


def nodes(item):
    yield item
    for value in item.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from nodes(inner)


@pytest.mark.parametrize("form", ["annotations", "provenance"])
def test_every_term_of_the_linked_data_has_a_meaning_without_a_network(form, tmp_path):
    document = ld(form, tmp_path, twenty())
    assert document["@context"] == linked.CONTEXT and set(document) <= KEYWORDS
    iri = re.compile(r"(https?://|urn:)[^\s<>\"{}|\\^`]+\Z")
    for node in (n for item in document["@graph"] for n in nodes(item)):
        for key, value in node.items():
            assert expanded(key) in KEYWORDS or iri.match(expanded(key)), key
            if linked.CONTEXT[key] == "@type":
                assert iri.match(expanded(value)), value
            is_reference = linked.CONTEXT[key] == "@id" or (isinstance(linked.CONTEXT[key], dict) and linked.CONTEXT[key].get("@type") == "@id")
            for one in value if isinstance(value, list) else [value]:
                assert not is_reference or isinstance(one, dict) or iri.match(one), (key, one)


def spans(texts):
    start = TEXT.index("Mosca")
    return report(actors=[{**party("Mosca", "RUS", ident="Q159"), "start": start, "end": start + 5}], recipients=[], when=None, where=None,
                  counts=[], sentence={"field": "text", "start": 0, "end": 45, "text": TEXT[:45]},
                  trigger={"field": "text", "start": 13, "end": 23, "text": TEXT[13:23]})


@pytest.mark.parametrize("texts", [{"a1": {"title": "T", "text": TEXT}}, None])
def test_an_annotation_quotes_and_points(texts, tmp_path):
    made = [a for a in ld("annotations", tmp_path, [spans(texts)], texts=texts)["@graph"] if a["type"] == "Annotation" and a["slot"] == "actors"]
    quote, position = made[0]["target"]["selector"]
    assert TEXT[position["start"]:position["end"]] == quote["exact"] == "Mosca"
    assert TEXT[:position["start"]].endswith(quote["prefix"]) and TEXT[position["end"]:].startswith(quote["suffix"])
    assert quote["prefix"] == "Ieri «" and quote["suffix"] == TEXT[11:11 + 32]
    assert (made[0]["motivation"], made[0]["body"]["value"]) == ("identifying", "Mosca")
    assert made[0]["body"]["sameAs"] == "http://www.wikidata.org/entity/Q159"
    assert made[0]["target"]["source"] == "urn:sayso:article:a1:text"


def test_offsets_that_do_not_fit_the_text_give_no_prefix(tmp_path):
    graph = ld("annotations", tmp_path, [spans(None)], texts={"a1": {"title": "", "text": "x" + TEXT}})["@graph"]
    quotes = [a["target"]["selector"][0] for a in graph if a.get("slot") == "actors"]
    assert quotes == [{"type": "TextQuoteSelector", "exact": "Mosca"}]


def test_the_chain_of_sources_is_quoted_from(tmp_path):
    graph = {item["id"]: item for item in ld("provenance", tmp_path, [report()], [event("m1", report())])["@graph"]}
    said = graph["urn:sayso:report:r1"]["wasQuotedFrom"]
    assert said == ["urn:sayso:statement:r1:s2"]
    assert graph[said[0]]["wasQuotedFrom"] == ["urn:sayso:statement:r1:s1"]
    assert graph[graph["urn:sayso:statement:r1:s1"]["wasAttributedTo"]]["label"] == "Borisov"
    assert graph["urn:sayso:event:m1"]["wasDerivedFrom"] == ["urn:sayso:report:r1"]
    run = graph[graph["urn:sayso:report:r1"]["wasGeneratedBy"]]
    assert run["type"] == "Activity" and graph[run["wasAssociatedWith"]]["type"] == "SoftwareAgent"
    assert graph["urn:sayso:report:r1"]["wasDerivedFrom"] == "urn:sayso:article:a1"


def test_origins_are_collections_and_denials_apart(tmp_path):
    reports = [report(1), report(2, status="denied")]
    merged = event("m1", *reports, denied_by=[{"names": ["Cremlino"], "reports": ["r2"], "why": ["stated"]}])
    graph = {item["id"]: item for item in ld("provenance", tmp_path, reports, [merged])["@graph"]}
    happened = graph["urn:sayso:event:m1"]
    assert happened["wasDerivedFrom"] == ["urn:sayso:report:r1"]
    origin, denial = graph[happened["origin"][0]], graph[happened["deniedBy"][0]]
    assert (origin["type"], origin["hadMember"], origin["why"]) == ("Collection", ["urn:sayso:report:r1"], "stated")
    assert (denial["label"], denial["hadMember"], denial["why"]) == ("Cremlino", ["urn:sayso:report:r2"], '["stated"]')


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "", None, "http://[broken", "https://"])
def test_an_address_that_is_none_is_not_linked(url):
    assert linked.web(url) is None


# ------------------------------------------------------------- joining, bad records


def test_reports_find_their_event_and_the_rest_is_counted(tmp_path):
    reports = [report(1), report(2), report(2), report(3)]
    path, done = written("polecat", tmp_path, reports, [event("m1", report(2), report(1)), event("m2", report(7))])
    assert list(table(path)["sayso_event_id"]) == ["m1", "m1"]  # two actors
    assert dict(done.left_out) == {"same report_id twice": 1, "none of the event's reports is there": 1, "report that belongs to no event": 1}


def test_every_report_is_told_where_the_form_is_of_reports(tmp_path):
    reports = [report(1), report(2, status="denied"), report(3)]
    merged = [event("m1", report(1), denied_by=[{"names": ["Cremlino"], "reports": ["r2"]}])]
    frame = pd.read_csv(written("eventreport", tmp_path, reports, merged)[0], dtype=str)
    assert list(zip(frame.event_id, frame.report_id, strict=True)) == [("m1", "r1"), ("m1", "r2"), ("e3", "r3")]


def test_reports_of_one_event_id_make_one_event_though_others_come_between(tmp_path):
    reports = [report(1, event_id="x", when=None, confidence=0.9, actors=[RUSSIA]), report(2, event_id="y", actors=[RUSSIA]),
               report(3, event_id="x", confidence=0.2, actors=[ITALY])]
    rows = table(written("polecat", tmp_path, reports)[0])
    assert list(rows["sayso_event_id"]) == ["x", "y"] and list(rows["sayso_n_reports"]) == ["2", "1"]
    assert (rows["Actor Name"][0], rows["sayso_date_from"][0]) == ("Russia", "2022-12-01")  # what the best leaves open comes from the next


def test_who_denies_is_not_counted_with_who_asserts(tmp_path):
    reports = [report(1, event_id="x", actors=[RUSSIA], recipients=[ITALY]), report(2, event_id="x", status="denied")]
    rows = table(written("polecat", tmp_path, reports)[0])
    assert (rows["sayso_status"][0], rows["sayso_n_reports"][0], rows["sayso_denied_by"][0]) == ("happened", "1", "Borisov > Tass")
    path, done = written("gdelt-mentions", tmp_path, reports)
    assert (done.rows, dict(done.left_out)) == (1, {"report that denies the event": 1})
    assert "report_id:r1" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("raw", "said"), [
    ("text", "not a report but text"), ({}, "event_id is missing"), ({"event_id": "e", "report_id": "r", "article": 3}, "article is a number"),
    ({**BASE, "actors": "x"}, "actors is text, not a list"), ({**BASE, "actors": ["x"]}, r"actors\[0\] is text, not an object"),
    ({**BASE, "actors": [None]}, r"actors\[0\] is nothing, not an object"),
    ({**BASE, "cameo": 42}, "cameo is a number, not text"), ({**BASE, "when": {"from": "yesterday"}}, "when.from is no day"),
    ({**BASE, "event_id": "a\nb"}, "no id may hold"), ({**BASE, "where": []}, "where is a list, not an object"),
    ({**BASE, "confidence": "high"}, "confidence is text, not a number"),
])
@pytest.mark.parametrize("form", ["gdelt", "eventreport"])
def test_a_broken_record_is_told_in_one_line(form, raw, said, tmp_path):
    with pytest.raises(Unreadable, match=said) as caught:
        written(form, tmp_path, [raw])
    assert "\n" not in str(caught.value) and not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", FORMS)
def test_a_bare_record_and_absurd_numbers_are_taken(form, tmp_path):
    bare = {"report_id": "r1", "event_id": "e1", "article": {"id": "a1"}, "type": "AID"}
    wild = report(2, confidence=float("nan"), goldstein=float("inf"), quad=10**400, counts=[{"what": "killed", "value": -1e300}])
    written(form, tmp_path, [bare, wild])


def test_a_form_or_a_place_that_is_not_there(tmp_path):
    with pytest.raises(SaysoError, match="no form 'xml'"):
        write("xml", tmp_path / "x", [])
    with pytest.raises(Unwritable, match="No such file"):
        write("gdelt", tmp_path / "none" / "x", [report()])


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(EVIL[:5])
JUNK = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(BASE)) | st.text(max_size=5), inner,
                                                                                         max_size=3), max_leaves=8)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(FORMS)), st.dictionaries(st.sampled_from(sorted(BASE)), JUNK, max_size=3),
       st.dictionaries(st.sampled_from(sorted(event("e", BASE))), JUNK, max_size=3))
def test_whatever_a_record_holds_it_is_written_or_refused(form, in_report, in_event):
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(Unreadable):
        written(form, Path(folder), [report(1), report(2) | in_report], [event("m1", report(1), report(2)) | in_event])


# ------------------------------------------------------------- codes


@pytest.mark.parametrize(("iso3", "on", "fips", "cow", "gw", "cameo"), [
    ("ITA", None, "IT", "325", "325", "ITA"), ("DEU", "1989-11-09", "GM", "260", "260", "DEU"),
    ("DEU", "1990-10-03", "GM", "255", "260", "DEU"),
    ("YEM", "2024-01-01", "YM", "679", "678", "YEM"), ("SRB", "2005-01-01", "YI", "345", "345", "SRB"),
    ("SRB", "2024-01-01", "RI", "345", "340", "SRB"),
    ("KOS", "2007-01-01", "KV", "", "", "KOS"), ("KOS", None, "KV", "347", "347", "KOS"), ("ROU", None, "RO", "360", "360", "ROM"),
    ("PSE", None, "WE", "", "", "PSE"), ("TON", None, "TN", "955", "972", "TON"), ("???", None, "", "", "", ""), (None, None, "", "", "", ""),
])
def test_countries(iso3, on, fips, cow, gw, cameo):
    assert tuple(codes.country(iso3, system, on) for system in codes.SYSTEMS) == (fips, cow, gw, cameo)


def test_the_table_of_countries_is_whole():
    rows = codes.countries()
    assert set(rows) == set(codes.raw("countries"))
    for system in ("fips", "cow", "gw"):
        now = [r for iso3 in rows if (r := codes.country(iso3, system))]
        assert len(now) == len(set(now)), system
    assert sum(bool(codes.country(iso3, "cow")) for iso3 in rows) == 195
    assert all(re.fullmatch(r"\d{1,3}", r[s]) for several in rows.values() for r in several for s in ("cow", "gw") if r[s])


def test_every_cameo_code_has_the_words_of_icews():
    assert {ontologies.code(c).cameo for c in ontologies.concepts()} - set(codes.cameo()["events"]) == set()


@pytest.mark.parametrize(("who", "code"), [
    ({"country": "RUS", "sector": "GOV"}, "RUSGOV"), ({"country": "RUS", "sector": None}, "RUS"), ({"country": None, "sector": "JRN"}, "MED"),
    ({"country": "UNO"}, "IGOUNO"), ({"country": "EUR"}, "IGOEUREEC"), ({"country": "IGO", "name": "Nato"}, "IGONAT"), ({"country": "NGO"}, "NGO"),
    ({"country": "ITA", "sector": "MED"}, "ITAHLH"), ({"country": "IRN", "sector": "REL"}, "IRN"), (None, ""), ({"country": "zz;"}, ""),
])
def test_actors_of_cameo(who, code):
    assert codes.cameo_actor(who).code == code


def test_plans_are_agreements_and_concessions():
    assert told.plans() == {"AGREE", "CONCEDE"}


@pytest.mark.parametrize(("value", "text"), [
    (None, ""), (True, "true"), (3.0, "3"), (-9.5, "-9.5"), (float("nan"), ""), ("0841", "0841"), ('a "b"', "a ”b”"), ("=1+1", "'=1+1"),
    (" \t-1", "'-1"), ("a\r\nb", "a b"),
])
def test_a_cell(value, text):
    assert cell(value) == text
    assert next(csv.reader(io.StringIO(line([value, "x"])), delimiter="\t")) == [text, "x"]


def test_the_words_are_text_in_yaml():
    raw = yaml.safe_load((codes.DATA / "cameo.yaml").read_text(encoding="utf-8"))
    for part in ("roles", "groups", "sectors", "countries", "events"):
        assert all(isinstance(word, str) for pair in raw[part].items() for word in pair)
