"""Reading: what each format gives, and what bad input gives."""

import io
import json
import time
from datetime import date
from pathlib import Path

import pytest

from sayso import read
from sayso.errors import Unreadable
from sayso.model import Article, Skipped
from sayso.read import Given, html, language, sniff, text
from sayso.read.article import cleaned, content_id
from sayso.read.day import day
from sayso.read.decode import decoded
from sayso.read.meta import without_outlet

BODY = "Il governo ha annunciato nuove sanzioni contro Mosca dopo la riunione di ieri sera a Palazzo Chigi."
IT = Given(packs=("it",))


def one(path, given=IT):
    (item,) = read.read([path], given)
    return item


def wrote(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# ------------------------------------------------------------- plain text and Markdown


@pytest.mark.parametrize(("written", "title", "rest"), [
    ("Sciopero a Bari\n\nI tassisti protestano.", "Sciopero a Bari", "I tassisti protestano."),
    ("Sciopero a Bari\n \n\nI tassisti protestano.", "Sciopero a Bari", "I tassisti protestano."),
    ("I tassisti protestano.\n\nDomani si replica.", "", "I tassisti protestano.\n\nDomani si replica."),
    ("Sciopero a Bari\nI tassisti protestano.", "", "Sciopero a Bari\nI tassisti protestano."),
    ("BARI, 3 MAR -\n\nI tassisti protestano.", "", "BARI, 3 MAR -\n\nI tassisti protestano."),
    ("Sciopero a Bari", "", "Sciopero a Bari"),
    ("Chi ha vinto?\n\nNessuno.", "Chi ha vinto?", "Nessuno."),
    ("x" * 200 + "\n\nFine.", "", "x" * 200 + "\n\nFine."),
])
def test_a_short_first_line_without_a_full_stop_is_the_title(written, title, rest):
    assert text.title_and_text(written) == (title, rest)


def test_header_lines_tell_what_the_text_does_not(tmp_path):
    path = wrote(tmp_path, "a.txt", f"---\ntitle: 'Sanzioni: il sì'\npublished: 2022-12-30\noutlet: Ansa\nlang: it-IT\n"
                                    f"url: https://e.x\n---\n\n{BODY}\n")
    a = one(path)
    assert (a.title, a.published, a.outlet, a.lang, a.url) == ("Sanzioni: il sì", date(2022, 12, 30), "Ansa", "it", "https://e.x")
    assert a.text == BODY
    assert a.notes == ()


def test_dashes_that_are_no_header_stay_text():
    assert text.header("---\nprosa senza chiave\n---\nresto")[0] == {}
    assert text.header("---\nmai chiuso: sì\nresto")[0] == {}


def test_markdown_loses_its_marks_and_keeps_its_words(tmp_path):
    path = wrote(tmp_path, "a.md", "# Vertice a **Roma**\n\n> Il *premier* ha visto [Macron](http://x) e __Scholz__.\n\n"
                                   "![foto](a.png)\n- primo punto con snake_case_word\n\n```\n")
    a = one(path, Given(lang="it"))
    assert a.title == "Vertice a Roma"
    assert "Il premier ha visto Macron e Scholz." in a.text
    assert "primo punto con snake_case_word" in a.text
    assert "foto" not in a.text


@pytest.mark.parametrize("mark", ["[", "![", "**a ", " **a", "<!--", "_a ", "a ", " " , "# ", "`", "- ", ">", "__a", "[a](", "a: "])
def test_no_mark_makes_reading_slow(tmp_path, mark):
    start = time.monotonic()
    one(wrote(tmp_path, "a.md", "# x " + mark * 100_000), Given(lang="it"))
    one(wrote(tmp_path, "b.md", "---\nx: " + mark * 100_000 + "\n---\n" + mark * 100_000 + " y"), Given(lang="it"))
    assert time.monotonic() - start < 3


def test_line_ends_bom_and_control_characters(tmp_path):
    dirty = b"\xef\xbb\xbfTitolo\r\n\r\nUna riga\x00con\x1b[31m un escape\te un tab.\rFine."
    a = one(wrote(tmp_path, "a.txt", dirty), Given(lang="it"))
    assert a.title == "Titolo"
    assert a.text == "Una riga con [31m un escape\te un tab.\nFine."


def test_unicode_is_left_as_it_was_composed(tmp_path):
    assert one(wrote(tmp_path, "a.txt", "Perche\u0301 no, disse."), Given(lang="it")).text == "Perche\u0301 no, disse."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path, encoding):
    words = "Più città però andrà così: “è già finita” disse l’inviato."
    assert one(wrote(tmp_path, "a.txt", words.encode(encoding)), Given(lang="it")).text == words


def test_other_alphabets_are_not_taken_for_western():
    words = "Правительство объявило о новых санкциях против компаний. " * 5
    assert decoded(words.encode("cp1251")) == words


def test_the_same_words_give_the_same_id(tmp_path):
    a, b = one(wrote(tmp_path, "a.txt", BODY)), one(wrote(tmp_path, "b.txt", BODY + "\n"))
    assert a.id == b.id == content_id("", BODY)
    assert a.id.startswith("a-")
    assert len(a.id) == 14


# ------------------------------------------------------------- JSON, JSON Lines, CSV, Parquet


def test_json_lines_with_aliases_and_broken_lines(tmp_path):
    lines = [json.dumps({"id": 7, "headline": "Vertice", "date": "30/12/2022", "source": "Ansa", "body": BODY}),
             '{"text": "mai chiuso', "", "[1]", '{"title": "", "text": " "}', '{"text": 5}', "[" * 100_000,
             json.dumps({"text": BODY, "outlet": None, "source": "Wikinews", "lang": "it", "published": "domani"})]
    good, broken, no_object, empty, number, deep, last = read.read([wrote(tmp_path, "a.jsonl", "\n".join(lines))], IT)
    assert (good.id, good.title, good.published, good.outlet, good.text) == ("7", "Vertice", date(2022, 12, 30), "Ansa", BODY)
    assert broken.source.endswith("a.jsonl:2")
    assert broken.reason.startswith("broken JSON: unterminated string")
    assert [s.reason for s in (no_object, empty, number)] == ["not a JSON object", "empty", "its text is not a string"]
    assert deep.reason.startswith("broken JSON")
    assert last.outlet is None
    assert last.notes == ("no date", "date not understood: domani")


@pytest.mark.parametrize("value", [
    {"text": BODY}, [{"text": BODY}], {"articles": [{"text": BODY}]}, {"items": [{"content": BODY}]},
])
def test_json_shapes(tmp_path, value):
    assert one(wrote(tmp_path, "a.json", json.dumps(value, indent=1))).text == BODY


def test_json_lines_under_the_name_json(tmp_path):
    line = json.dumps({"text": BODY})
    assert len(list(read.read([wrote(tmp_path, "a.json", f"{line}\n{line}\n")], IT))) == 2


def test_half_characters_and_line_ends_in_json_keep_the_offsets(tmp_path):
    written = "Prima riga.\r\nSeconda \ud83d riga."
    a = one(wrote(tmp_path, "a.jsonl", json.dumps({"text": written})), Given(lang="it"))
    assert len(a.text) == len(written)
    assert a.text.index("Seconda") == written.index("Seconda")
    a.text.encode()


@pytest.mark.parametrize(("pair", "reason"), [
    ({"source": [0, 2], "target": [3, 10]}, None),
    ({"source": [0, 2]}, "its pair is not"),
    ({"source": [0, 2], "target": [3, 1000]}, "its pair does not lie"),
])
def test_a_pair_asked_for(tmp_path, pair, reason):
    item = one(wrote(tmp_path, "a.jsonl", json.dumps({"text": BODY, "lang": "it", "pair": pair})))
    assert item.reason.startswith(reason) if reason else item.pair == ((0, 2), (3, 10))


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_tables_as_text(tmp_path, name, delimiter):
    rows = ["Title", "Text", "Published"], ["Vertice", f'"{BODY}\nE ""poi"" basta."', "2022-12-30"]
    a = one(wrote(tmp_path, name, "\ufeff" + "\n".join(delimiter.join(row) for row in rows)))
    assert (a.title, a.text, a.published) == ("Vertice", f'{BODY}\nE "poi" basta.', date(2022, 12, 30))


def test_a_table_without_text_says_which_columns_it_has(tmp_path):
    assert one(wrote(tmp_path, "a.csv", "a,b\n1,2\n")).reason == "no column named text (there are: a, b)"


def test_a_row_that_breaks_costs_only_itself(tmp_path, monkeypatch):
    monkeypatch.setattr("sayso.read.csv_.LONGEST_ROW", 300)
    items = list(read.read([wrote(tmp_path, "a.csv", f"text\n{'x' * 400}\n{BODY}\n")], IT))
    assert isinstance(items[0], Skipped)
    assert items[0].reason.startswith("broken row")
    assert items[0].source.endswith("a.csv:2")
    assert items[-1].text == BODY


def test_parquet(tmp_path):
    pd = pytest.importorskip("pandas")
    path = tmp_path / "a.parquet"
    days = pd.to_datetime(["2022-12-30", None])
    pd.DataFrame({"id": [1, 2], "text": [BODY, None], "published": days, "other": [1, 2]}).to_parquet(path)
    first, second = read.read([path], IT)
    assert (first.id, first.text, first.published) == ("1", BODY, date(2022, 12, 30))
    assert (second.source, second.reason) == (f"{path}: row 2", "empty")


def test_broken_parquet(tmp_path):
    assert one(wrote(tmp_path, "a.parquet", b"PAR1 no more")).reason.startswith("broken Parquet")


# ------------------------------------------------------------- pages

PAGE = """<!doctype html><html lang="en-US"><head><title>Vertice a Roma - Il Foglio Nuovo</title>
<meta property="og:site_name" content="Il Foglio Nuovo"><meta property="og:title" content="Vertice a Roma - Il Foglio Nuovo">
<meta property="article:published_time" content="2022-12-30T10:00:00+01:00">
{head}</head><body><nav><ul><li><a href="/">Casa</a></li><li><a href="/s">Sport</a></li></ul></nav>
<article><h1>Vertice a Roma</h1><p>{first}</p><p>{second}</p></article>
<footer>© 1999 Tutti i diritti riservati</footer></body></html>"""
FIRST = "Il presidente del Consiglio ha incontrato ieri a Roma il collega francese per discutere della crisi energetica. " * 3
SECOND = "Al termine del colloquio i due hanno firmato una dichiarazione comune sulla sicurezza delle frontiere. " * 3


def page(head=""):
    return PAGE.format(head=head, first=FIRST, second=SECOND)


def ld(**fields):
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **fields})}</script>'


def test_a_page_with_meta_tags_only(tmp_path):
    a = one(wrote(tmp_path, "a.html", page()))
    assert (a.title, a.published, a.outlet, a.lang) == ("Vertice a Roma", date(2022, 12, 30), "Il Foglio Nuovo", "it")
    assert a.text.split("\n") == [FIRST.strip(), SECOND.strip()]


def test_json_ld_comes_first(tmp_path):
    body = f"{FIRST.strip()}\n{SECOND.strip()}\nUna riga in più."
    thing = {"@type": ["NewsArticle"], "headline": "Roma &amp; Parigi", "datePublished": "2021-05-01", "inLanguage": "en",
             "publisher": {"@type": "Organization", "name": "Gazzetta"}, "articleBody": body, "isAccessibleForFree": "False"}
    graph = {"@graph": [{"@type": "WebSite", "name": "x"}, thing]}
    a = one(wrote(tmp_path, "a.html", page(ld(**graph))))
    assert (a.title, a.published, a.outlet, a.text) == ("Roma & Parigi", date(2021, 5, 1), "Gazzetta", body)
    assert a.lang == "it"  # the words decide, not the template
    assert "behind a paywall: the text may be cut" in a.notes


@pytest.mark.parametrize("body", ["Il presidente del Consiglio ha incontrato…", (FIRST + SECOND).strip().replace(". ", ".")])
def test_a_cut_or_glued_article_body_is_not_taken(tmp_path, body):
    a = one(wrote(tmp_path, "a.html", page(ld(**{"@type": "NewsArticle", "articleBody": body}))))
    assert a.text.split("\n") == [FIRST.strip(), SECOND.strip()]


def test_broken_json_ld_is_passed_over(tmp_path):
    assert one(wrote(tmp_path, "a.html", page('<script type="application/ld+json">{"@type": "NewsArticle", </script>'))).outlet


def test_a_date_is_not_made_up_from_a_footer(tmp_path):
    without = page().replace('content="2022-12-30T10:00:00+01:00"', "")
    a = one(wrote(tmp_path, "a.html", without))
    assert (a.published, a.notes) == (None, ("no date",))


@pytest.mark.parametrize("markup", [
    "<html><body>" + "<div>" * 100_000 + "Piove", "<html><body>" + "<b><i>" * 50_000 + "Piove", "<html></html>", "<p>",
    "<html><body>" + "<p>Piove.</p>" * 60_000, "<?xml version='1.0' encoding='utf-8'?><html><head/><body><p/></body></html>",
])
def test_bombs_and_hollow_pages_are_skipped(tmp_path, markup):
    assert isinstance(one(wrote(tmp_path, "a.html", markup)), Skipped)


def test_a_page_in_the_encoding_it_names(tmp_path):
    markup = page('<meta charset="iso-8859-15">').replace("crisi", "crisi più grave: 5 €")
    assert "più grave: 5 €" in one(wrote(tmp_path, "a.html", markup.encode("iso-8859-15"))).text


def test_titles_lose_the_outlet_and_texts_the_title():
    assert without_outlet("Vertice a Roma | Ansa", "ANSA") == "Vertice a Roma"
    assert without_outlet("Roma - Ansa: il caso", "Ansa") == "Roma - Ansa: il caso"
    assert html.without_title("Vertice, a Roma!\nPiove.", "Vertice a Roma") == "Piove."


# ------------------------------------------------------------- folders, streams, bad input


def test_folders_are_read_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "c.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        wrote(tmp_path, name, f"{name}: {BODY}")
    items = list(read.read([tmp_path], Given(lang="it")))
    assert [i.text[:5] if isinstance(i, Article) else i.reason for i in items] == ["b.txt", "no reader for .docx", "a/z.t"]


def test_the_output_in_a_folder_is_not_read(tmp_path):
    out = wrote(tmp_path, "out.jsonl", "{}")
    assert list(read.read([tmp_path], IT, leave_out=out)) == []


def test_a_file_without_a_known_suffix_is_told_by_its_content(tmp_path):
    assert one(wrote(tmp_path, "a.log", BODY)).text == BODY
    assert one(wrote(tmp_path, "b", json.dumps({"text": BODY}))).text == BODY


@pytest.mark.parametrize(("start", "suffix"), [
    (b'{"text": "a"}\n{"text": "b"}', ".jsonl"), (b'{"text": "cut off', ".jsonl"), (b'{\n "text": "a"}', ".json"),
    (b' [{"text": 1}]', ".json"),
    (b"\xef\xbb\xbf<!DOCTYPE html>", ".html"), (b"<p>x", ".html"), (b"<<vero>> disse", ".txt"), (b"[Ansa] Roma", ".txt"),
    (b"", ".txt"),
])
def test_streams_are_told_by_their_first_bytes(start, suffix):
    assert sniff.kind(start) == suffix


def test_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(json.dumps({"text": BODY}).encode()))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert one(Path("-")).text == BODY


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("a.txt", b"", "empty"), ("a.txt", b" \n\n ", "empty"), ("a.json", b"", "empty"), ("a.csv", b"", "empty"),
    ("a.html", b"", "empty"),
    ("a.txt", bytes(range(256)) * 10, "binary, not text"), ("a.txt", b"%PDF-1.7 x", "binary, not text: a PDF"),
    ("a.jsonl", b"\x00" * 100, "binary, not text"), ("a.csv", b"\x89PNG\r\n\x1a\n", "binary, not text: a picture"),
    ("a.txt", b"x" * 2_500_000, "too long: 2.5 MB; the limit for one article is 2 MB"),
    ("a.html", b"x" * 20_500_000, "too long: 20.5 MB; the limit for one page is 20 MB"),
    ("a.json", b"{", "broken JSON: expecting property name enclosed in double quotes at column 2"),
    ("a.json", b"5", "neither a JSON object nor a list of them"),
    ("a.txt", "Le gouvernement français a annoncé de nouvelles mesures.".encode(), "language fr: no pack (there are: it)"),
])
def test_bad_input_is_skipped_with_the_reason(tmp_path, name, content, reason):
    path = wrote(tmp_path, name, content)
    assert one(path) == Skipped(str(path), reason)


def test_a_huge_file_is_not_read_whole(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert one(path).reason == "too long: 50.0 MB; the limit for one article is 2 MB"


def test_an_endless_line_costs_only_itself(tmp_path, monkeypatch):
    monkeypatch.setattr("sayso.read.jsonl.LONGEST_LINE", 200)
    items = list(read.read([wrote(tmp_path, "a.jsonl", '{"text": "' + "x" * 1000 + '"}\n' + json.dumps({"text": BODY}))], IT))
    assert items[0].reason.startswith("too long")
    assert items[1].text == BODY


def test_what_is_not_there(tmp_path):
    assert one(tmp_path / "no.txt").reason == "no such file or folder"


# ------------------------------------------------------------- language, dates, counting


def test_the_language_is_found_out_given_or_taken():
    assert read.read_string(BODY, IT).lang == "it"
    assert read.read_string(BODY, Given(lang="en", packs=("en", "it"))).lang == "en"
    short = read.read_string("Biden a Kiev", IT)
    assert (short.lang, short.notes) == ("it", ("no date", "language not recognised, taken as it"))
    either = read.read_string("Raid su Kiev", Given(packs=("en", "it")))
    assert (either.lang, either.notes[-1]) == ("it", "language not recognised, taken as it")
    assert read.read_string("x y", Given(packs=("en", "it"))).reason == "language not recognised: say which with --lang"


@pytest.mark.parametrize(("words", "lang"), [
    (BODY, "it"), ("The minister resigned on Monday.", "en"), ("Raid, 12 morti", None), ("", None),
])
def test_detection(words, lang):
    assert language.detect(words) == lang


@pytest.mark.parametrize(("value", "found"), [
    ("2022-12-30", (2022, 12, 30)), ("2022-12-30T23:40:00Z", (2022, 12, 30)), ("20221230", (2022, 12, 30)), (20221230,
    (2022, 12, 30)),
    ("30/12/2022", (2022, 12, 30)), ("12/30/2022", (2022, 12, 30)), ("3.2.2022", (2022, 2, 3)), (1672390800, (2022, 12, 30)),
    (1672390800000, (2022, 12, 30)), ("Fri, 30 Dec 2022 10:00:00 GMT", (2022, 12, 30)), ("2022-13-40", None), ("ieri", None),
    ("", None),
    (True, None), ([], None), ("nan", None), ("inf", None), ("9" * 400, None),
])
def test_days(value, found):
    assert day(value) == (date(*found) if found else None)


def test_cleaning_is_one_for_one():
    dirty = "\ufeffa\r\nb\rc\x07\x9bd\ud800"
    assert len(cleaned(dirty)) == len(dirty)
    assert cleaned(dirty) == " a \nb\nc  d\ufffd"


def test_counting_without_reading(tmp_path):
    wrote(tmp_path, "a.txt", BODY)
    wrote(tmp_path, "b.jsonl", "{}\n{}\n")
    assert read.count([tmp_path]) == 3
    wrote(tmp_path, "c.csv", "text\n")
    assert read.count([tmp_path]) is None


GOOD = Article("a1", "it", "", BODY)
UNTOLD = Article("a2", None, "", "Raid")
BAD = Skipped("empty.txt", "empty")


@pytest.mark.parametrize(("items", "reason", "said"), [
    ([], "no articles found", []),
    ([BAD], "empty.txt: empty", []),
    ([UNTOLD], "a2: language not recognised: say which with --lang", []),
    ([BAD, UNTOLD], "no article could be read", ["empty.txt: empty", "a2: language not recognised: say which with --lang"]),
])
def test_nothing_to_code(items, reason, said):
    told = []
    with pytest.raises(Unreadable, match=reason):
        list(read.articles(items, told.append))
    assert told == said


def test_what_is_left_out_is_told_beside_a_good_article():
    told = []
    assert list(read.articles([BAD, GOOD, UNTOLD, GOOD], told.append)) == [GOOD, GOOD]
    assert told == ["empty.txt: empty", "a2: language not recognised: say which with --lang"]
