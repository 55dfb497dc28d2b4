"""Who is an origin of an event and who only passes it on."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from reports import SHELLING, claim, party, told

from sayso.merge.across import merge
from sayso.merge.claims import Where
from sayso.merge.speakers import speakers


def origins(*pairs, **slots):
    """The origins of the one event that (text, paths) pairs tell."""
    claims = [claim(f"a{i}", **{**SHELLING, **slots}, paths=paths) for i, (_, paths) in enumerate(pairs)]
    merged = merge(claims, [told(f"a{i}", text=text) for i, (text, _) in enumerate(pairs)])
    assert len(merged.groups) == 1
    record = merged.to_dict()[0]
    assert record["n_origins"] == len(record["origins"])
    return record


WIRE = ("Nella notte l'artiglieria ha colpito un deposito di autobus alla periferia della città, uccidendo due custodi e ferendone altri cinque, "
        "mentre undici mezzi sono andati distrutti e la zona è stata evacuata per il rischio di nuove esplosioni.")
OTHER = "Alle sei del mattino la piazza del mercato era coperta di vetri e i negozianti spazzavano in silenzio davanti alle serrande piegate."


def test_one_speaker_through_two_agencies_is_one_origin():
    record = origins(("", [["Petro Salenko", "Ansa"]]), ("", [["Salenko", "Tass", "Reuters"]]))
    assert record["n_origins"] == 1
    assert record["origins"][0]["names"] == ["Petro Salenko", "Salenko"]
    assert "same speaker" in record["origins"][0]["why"]


def test_two_speakers_are_two_origins_whatever_the_agency():
    assert origins(("", [["Petro Salenko", "Ansa"]]), ("", [["Olha Marčuk", "Ansa"]]))["n_origins"] == 2


def test_an_agency_under_two_names_is_one():
    assert origins(("", [["Ansa"]]), ("", [["ANSA"]]))["n_origins"] == 1


def test_an_agency_in_its_own_voice_and_who_cites_it_are_one():
    assert origins(("", [["Tass", "Ansa"]]), ("", [["Tass"]]))["n_origins"] == 1


def test_a_copy_without_credit_belongs_to_what_it_copies_and_says_which_words():
    record = origins((f"(ANSA) - KIEV. {WIRE}", []), (f"Ucraina. {WIRE}", []))
    assert record["n_origins"] == 1
    assert "copied passage" in record["origins"][0]["why"]


def test_what_two_only_quote_is_no_copy():
    quote = "«I soccorritori hanno lavorato fino all'alba per spegnere le fiamme e cercare i dispersi sotto le macerie»"
    assert origins((f"{OTHER} {quote}", []), (f"Due morti nella notte. {quote}", []))["n_origins"] == 2


def test_two_own_accounts_are_two():
    assert origins((WIRE, []), (OTHER, []))["n_origins"] == 2


def test_two_own_accounts_of_one_outlet_are_one():
    claims = [claim("a", **SHELLING), claim("b", **SHELLING)]
    record = merge(claims, [told("a", outlet="Il Faro", text=WIRE), told("b", outlet="Il Faro", text=OTHER)]).to_dict()[0]
    assert (record["n_reports"], record["n_outlets"], record["n_origins"]) == (2, 1, 1)
    assert record["origins"][0]["why"] == "same outlet"


def test_an_article_with_two_sources_counts_for_both():
    record = origins(("", [["la Central Obrera"], ["la polizia"]]), ("", [["la Central Obrera"]]), ("", [["polizia boliviana"]]))
    assert sorted(len(o["reports"]) for o in record["origins"]) == [2, 2]


def test_an_office_and_who_speaks_for_it_are_one():
    text = "Lo ha detto il portavoce del ministero della Difesa, Sok Vuthy."
    assert origins((text, [["Sok Vuthy"]]), ("", [["ministero della Difesa"]]))["n_origins"] == 1


def test_police_and_army_are_two():
    assert origins(("", [["la polizia"]]), ("", [["l'esercito"]]))["n_origins"] == 2


def test_who_was_there_is_an_origin_though_he_names_the_speaker_of_others():
    there = f"{OTHER} Dal nostro inviato. Il sindaco Roman Hryzenko ci ha detto che i morti sono due."
    assert origins(("Lo ha detto il sindaco Roman Hryzenko.", [["Roman Hryzenko"]]), (there, []))["n_origins"] == 2


def test_who_speaks_is_read_off_the_text_where_no_source_is_stated():
    one, two = "Colpito un mercato. Lo ha detto il sindaco Roman Hryzenko.", f"{OTHER} Il bilancio è di due morti, ha precisato il sindaco Hryzenko."
    assert origins((one, []), (two, []))["n_origins"] == 1


def test_who_denies_is_no_origin():
    claims = [claim("a", **SHELLING, paths=[["gli Houthi"]]), claim("b", **{**SHELLING, "status": "denied"}, paths=[["il Pentagono"]])]
    record = merge(claims, [told("a"), told("b")]).to_dict()[0]
    assert [o["names"] for o in record["origins"]] == [["gli Houthi"]]
    assert [o["names"] for o in record["denied_by"]] == [["il Pentagono"]]
    assert record["status"] == "happened"


def test_an_owner_is_given_by_who_asks():
    from sayso.merge.rules import rules

    claims = [claim("a", **SHELLING), claim("b", **SHELLING)]
    articles = [told("a", outlet="Il Faro", text=WIRE), told("b", outlet="La Voce", text=OTHER)]
    assert merge(claims, articles).to_dict()[0]["n_origins"] == 2
    assert merge(claims, articles, rules({"owners": {"Il Faro": "Gruppo Uno", "La Voce": "Gruppo Uno"}})).to_dict()[0]["n_origins"] == 1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_origins_do_not_depend_on_order(order):
    told_by = [("", [["Petro Salenko", "Ansa"]]), (WIRE, []), ("", [["la polizia"]])]
    assert origins(*(told_by[i] for i in order))["n_origins"] == 3


@pytest.mark.parametrize(("one", "other", "n"), [
    ("United News of Bangladesh", "Unb", 1),
    ("Federazione Italiana Lavoratori Edili", "File", 1),
    ("Federazione Italiana Lavoratori Edili", "Fila", 2),
    ("the Armenian foreign ministry", "the foreign ministry in Yerevan", 1),
    ("the Armenian foreign ministry", "the foreign ministry in Ankara", 2),
    ("the Armenian foreign ministry", "the defence ministry in Yerevan", 2),
    ("Armenia's foreign ministry", "the ministry of external affairs in Yerevan", 1),
    ("the Georgian coast guard", "the coast guard of Georgia's elected government", 1),
    ("il centro georgiano per la sicurezza delle reti", "il centro nazionale per la sicurezza delle reti della Georgia", 1),
])
def test_a_body_under_two_names_is_one(one, other, n):
    assert origins(("", [[one]]), ("", [[other]]))["n_origins"] == n


def test_a_pronoun_is_nobody_and_who_stands_near_is_asked():
    record = origins((f"{OTHER} Lo ha detto il sindaco Petro Salenko.", [["lei"]]), (f"{WIRE} Petro Salenko ha detto che è finita.", [["egli"]]))
    assert [o["names"] for o in record["origins"]] == [["Petro Salenko"]]


def test_the_name_of_a_town_with_a_hyphen_is_no_speaker():
    record = origins((f"{OTHER} Lo ha detto ieri alla stazione di Dacca-Mymensingh.", []))
    assert record["origins"][0]["why"] == "the outlet's own voice"


def test_who_gives_a_figure_is_an_origin_where_the_claim_has_no_source():
    one = claim("a", **SHELLING, counts=[("killed", 11, "Caschi bianchi"), ("killed", 14, "Osservatorio")])
    assert merge([one], [told("a")]).to_dict()[0]["n_origins"] == 2


def test_a_headline_is_no_origin_beside_the_text():
    title = replace(claim("a", 1, **SHELLING, event="a-e0", paths=[["Mosca"]]), trigger=Where("title", 0, 5, "Colpi"))
    claims = [claim("a", **SHELLING, paths=[["Gleb Torshin"]]), title]
    assert [o["names"] for o in merge(claims, [told("a")]).to_dict()[0]["origins"]] == [["Gleb Torshin"]]


@pytest.mark.parametrize(("text", "state", "n"), [
    ("Lo ha detto Ostap Verbytskyi, portavoce dell'intelligence militare ucraina.", "l'Ucraina", 1),
    ("Lo ha detto Ostap Verbytskyi, portavoce dell'intelligence militare ucraina.", "Mosca", 2),
])
def test_a_state_speaks_through_those_who_are_told_as_its_own(text, state, n):
    assert origins((text, [["Ostap Verbytskyi"]]), ("", [[state]]))["n_origins"] == n


def test_an_office_and_its_holder_in_one_article_are_one_voice():
    text = "Due morti, dice il governatore. Il governatore Artem Holub ha aggiunto che si scava."
    record = origins((text, [["il governatore"], ["Artem Holub"]]))
    assert [o["names"] for o in record["origins"]] == [["Artem Holub"]]
    assert origins((f"{text} Il sindacato dei medici parla di sette.", [["Artem Holub"], ["sindacato dei medici"]]))["n_origins"] == 2


def test_two_ministries_of_two_states_are_two_in_two_languages():
    claims = [claim("a", **SHELLING, paths=[["Armenia's defence ministry"]]), claim("b", **SHELLING, paths=[["il ministero della Difesa azero"]])]
    assert merge(claims, [told("a", lang="en"), told("b")]).to_dict()[0]["n_origins"] == 2


@pytest.mark.parametrize(("one", "other", "n"), [
    ("Georgia's foreign ministry", "la diplomazia di Tbilisi", 1), ("the interior ministry", "il ministero degli Esteri", 2),
    ("United Nations peacekeepers", "i caschi blu", 1), ("the strike committee", "il comitato di sciopero", 1),
])
def test_a_body_has_other_words_in_another_language(one, other, n):
    claims = [claim("a", **SHELLING, paths=[[one]]), claim("b", **SHELLING, paths=[[other]])]
    assert merge(claims, [told("a", lang="en"), told("b")]).to_dict()[0]["n_origins"] == n


@pytest.mark.parametrize(("one", "other", "n"), [
    ("la polizia provinciale", "la polizia locale", 1), ("la polizia locale", "l'esercito", 2), ("l'ospedale civile", "l'ospedale militare", 2),
    ("la polizia algerina", "la polizia tunisina", 2), ("il governo algerino", "il ministero degli Esteri algerino", 1),
    ("il governo algerino", "la polizia algerina", 2), ("il governo algerino", "il ministero degli Esteri tunisino", 2),
    ("la Croce rossa maliana", "the Malian Red Cross", 1), ("la televisione di Stato MRTV", "the state broadcaster Mrtv", 1),
])
def test_a_place_has_one_police_and_a_government_its_ministries(one, other, n):
    assert origins(("", [[one]]), ("", [[other]]))["n_origins"] == n


def test_the_two_sources_are_those_who_are_named_beside_them():
    assert [o["names"] for o in origins(("", [["due fonti"], ["Caschi bianchi"]]))["origins"]] == [["Caschi bianchi"]]
    assert origins(("", [["due fonti"]]))["n_origins"] == 1


def test_the_ministry_of_one_state_is_not_that_of_another_that_is_only_called_its():
    texts = ("Latvia acted, the Foreign Ministry said.", "The foreign ministry in Riga said so.", "Belarus will answer, its Foreign Ministry said.")
    names = ("The Foreign Ministry", "The foreign ministry in Riga", "its Foreign Ministry")
    claims = [claim(f"a{i}", **SHELLING, paths=[[name]]) for i, name in enumerate(names)]
    merged = merge(claims, [told(f"a{i}", lang="en", text=text) for i, text in enumerate(texts)])
    assert merged.to_dict()[0]["n_origins"] == 2


def test_a_copied_text_may_call_its_source_otherwise():
    assert origins((WIRE, [["la federazione dei ferrovieri"]]), (WIRE, [["la federazione di categoria"]]))["n_origins"] == 1
    assert origins((WIRE, [["la federazione dei ferrovieri"]]), (OTHER, [["la federazione di categoria"]]))["n_origins"] == 2


def test_initials_behind_a_name_hold_two_languages_together():
    texts = ("Lo dice la Rete per la dignità umana (RDH).", "The Human Dignity Network, known as RDH, said so.")
    claims = [claim("a", **SHELLING, paths=[["Rete per la dignità umana"]]), claim("b", **SHELLING, paths=[["the Human Dignity Network"]])]
    assert merge(claims, [told("a", text=texts[0]), told("b", lang="en", text=texts[1])]).to_dict()[0]["n_origins"] == 1


def test_a_text_without_a_source_that_tells_nothing_new_belongs_to_another():
    one = {**SHELLING, "sentence": "Colpito il mercato di Kherson", "counts": [("killed", 2, None)]}
    claims = [claim("a", **one, paths=[["Roman Hryzenko"]]), claim("b", **one)]
    articles = [told("a", text="Colpito il mercato di Kherson."), told("b", text="Colpito ieri a Kherson un mercato.")]
    assert merge(claims, articles).to_dict()[0]["n_origins"] == 1
    new = claim("b", **{**one, "counts": [("killed", 3, None)]})
    assert merge([claims[0], new], articles).to_dict()[0]["n_origins"] == 2


def test_who_threatens_is_the_first_source_of_the_threat():
    threat = {"concept": "threaten.general", "type": "THREATEN", "mode": None, "actors": (party("Behzad Rostami", "IRN"),),
              "recipients": (party("Stati Uniti", "USA"),), "day": "2025-03-10"}
    assert origins(("", []), (OTHER, []), **threat)["origins"][0]["names"] == ["Behzad Rostami"]


def test_a_state_in_a_headline_gives_way_to_the_agency_of_the_text():
    title = replace(claim("a", **SHELLING, paths=[["Damasco"]]), trigger=Where("title", 0, 5, "Colpi"))
    assert merge([title], [told("a", text="Colpito un mercato, riferisce l'agenzia Sana.")]).to_dict()[0]["origins"][0]["names"] == ["Sana"]
    assert merge([title], [told("a", text="Colpito un mercato.")]).to_dict()[0]["origins"][0]["names"] == ["Damasco"]


def test_two_who_are_told_in_one_clause_are_two():
    both = "Sono sei secondo il capo dell'amministrazione, Petro Salenko, nove stando alla procura."
    texts = (both, "Sono sei, ha detto Petro Salenko.", "Sono nove, dice la procura.")
    record = origins((texts[0], [["Petro Salenko"], ["la procura"]]), (texts[1], [["Petro Salenko"]]), (texts[2], [["la procura"]]))
    assert sorted(len(o["reports"]) for o in record["origins"]) == [2, 2]


def test_an_army_does_not_speak_through_the_spokesman_of_another():
    text = "It was not the Indian army. Colonel Tariq Mehmood, a Pakistani army spokesman, said the reverse."
    claims = [claim("a", **SHELLING, paths=[["the Indian army"]]), claim("b", **SHELLING, paths=[["Tariq Mehmood"]])]
    assert merge(claims, [told("a", lang="en"), told("b", lang="en", text=text)]).to_dict()[0]["n_origins"] == 2


def test_an_office_does_not_speak_through_who_gives_another_number():
    text = "Lo ha detto il sindaco Petro Salenko."
    other = claim("b", **SHELLING, paths=[["il sindaco"]], counts=[("killed", 9, None)])
    for number, n in ((9, 1), (4, 2)):
        one = claim("a", **SHELLING, paths=[["Petro Salenko"]], counts=[("killed", number, None)])
        assert merge([one, other], [told("a", text=text), told("b")]).to_dict()[0]["n_origins"] == n


def test_who_is_party_to_an_act_that_an_agency_tells_does_not_tell_it():
    visit = {"type": "CONSULT", "concept": "consult.visit", "mode": "visit", "actors": (party("Liang Bo", "CHN", "GOV"),), "recipients": ()}
    came = origins(("Il ministro Liang Bo è arrivato ieri mattina a Belgrado, informa la Tanjug.", [["Tanjug"]]), **visit)
    assert came["origins"][0]["names"] == ["Tanjug"]
    said = origins(("È arrivato ieri mattina a Belgrado, ha detto Liang Bo alla Tanjug.", [["Tanjug"]]), **visit)
    assert said["origins"][0]["names"] == ["Liang Bo"]


def test_what_an_outlet_is_cited_for_is_its_own_account():
    claims = [claim("a", **SHELLING), claim("b", **SHELLING, paths=[["Il Meridiano"]])]
    record = merge(claims, [told("a", outlet="Il Meridiano", text=WIRE), told("b", text="Colpito un mercato, racconta Il Meridiano.")]).to_dict()[0]
    assert (record["n_origins"], record["origins"][0]["why"]) == (1, "as Il Meridiano has it")


@pytest.mark.parametrize(("text", "said", "name"), [
    ("Six died, the head of the administration said. Oleh Tymchuk told Suspilne that it burnt.", "head of the administration", "Oleh Tymchuk"),
    ("At least 68 died, a rights group said. The Human Dignity Network said it had their names.", "rights group", "The Human Dignity Network"),
    ("Six died, the police said. Oleh Tymchuk, a doctor at the hospital, said he had seen nine.", "the police", "the police"),
])
def test_a_speaker_told_by_what_he_is_has_the_name_of_the_next_sentence(text, said, name):
    one = claim("a", **{**SHELLING, "sentence": text.split(". ")[0]}, paths=[[said]])
    assert merge([one], [told("a", lang="en", text=text)]).to_dict()[0]["origins"][0]["names"] == [name]


@pytest.mark.parametrize("text", ["Lo scrive l'Ansa. Due morti.", "Due morti, riferisce l’Ansa.", "Due morti, secondo un dispaccio dell'Ansa."])
def test_an_agency_behind_an_elided_article_is_credited(text):
    assert origins((text, []), ("", [["Ansa"]]))["n_origins"] == 1


@pytest.mark.parametrize(("text", "names"), [
    ("Lo ha detto l'inviata Ue Ingrid Vasseur.", ["Ingrid Vasseur"]),
    ("Lo ha detto il ministro degli Esteri della Turchia.", []),
    ("It was said by Sean O'Brien.", ["Sean O'Brien"])])
def test_a_person_has_a_name_of_his_own(text, names):
    assert [s.name for s in speakers(text, "it" if "Lo" in text else "en") if s.kind == "person"] == names


def test_a_body_does_not_speak_through_who_speaks_in_the_sentence_before():
    text = "Rebel rockets, says Tun Lwin for the military. Air force bombs, says Khaing Oo of the Arakan Army."
    record = origins((text, [["Tun Lwin"], ["the Arakan Army"]]), ("", [["Tun Lwin"]]), ("", [["the Arakan Army"]]))
    assert record["n_origins"] == 2


def test_a_lawyers_group_is_not_the_minister_of_the_clause_before():
    text = "Forty are held, according to Duarte, the interior minister; Foro Libre, a lawyers' group, has a list of 130."
    assert origins((text, [["Duarte"]]), ("", [["Foro Libre"]]))["n_origins"] == 2


@pytest.mark.parametrize(("sentence", "names"), [
    ("Il valico di Beni Ensar riaprirà lunedì, ha detto il ministro.", []),
    ("Residents of the village of Deir Amar said that they had fled.", []),
    ("Lo ha detto il governatore della provincia, Mario Selvaggi.", ["Mario Selvaggi"]),
    ("Lo ha detto il sindaco della città Mario Selvaggi.", ["Mario Selvaggi"]),
])
def test_a_place_does_not_speak(sentence, names):
    lang = "en" if "said" in sentence else "it"
    assert [s.name for s in speakers(sentence, lang) if s.kind == "person"] == names


def test_what_an_agency_tells_of_one_office_is_that_office_s():
    heard = ("Lo riferisce la Tass, e la procura conferma.", [["Tass"]])
    assert origins(heard, ("Lo ha detto la procura di Iževsk.", [["procura di Iževsk"]]))["n_origins"] == 1
    two = ("Lo riferisce la Tass; la procura e il sindaco tacciono.", [["Tass"]])
    assert origins(two, ("Lo ha detto la procura di Iževsk.", [["procura di Iževsk"]]))["n_origins"] == 2


def test_an_outlet_that_names_several_offices_holds_no_two_together():
    both = ("Per il sindaco è stato un drone, per l'esercito un razzo.", [])
    heard = [told("b", lang="en", text="The mayor said so."), told("c", lang="en", text="The army said so.")]
    claims = [claim("a", **SHELLING), claim("b", **SHELLING, paths=[["the mayor"]]), claim("c", **SHELLING, paths=[["the army"]])]
    assert merge(claims, [told("a", text=both[0]), *heard]).to_dict()[0]["n_origins"] > 1


def test_a_secretary_general_is_no_general():
    text = "Lo ha detto Ivo Brambati, segretario generale del suo partito."
    assert origins((text, [["Ivo Brambati"]]), ("Lo denuncia il suo partito.", [["il partito"]]))["n_origins"] == 1


def test_who_is_only_found_near_by_keeps_no_copy_apart():
    near = f"{WIRE} «È grave», ha detto il sindaco Roman Hryzenko."
    assert origins((WIRE, [["il ministero della Difesa"]]), (near, []))["n_origins"] == 1


def test_who_tells_his_own_deed_speaks_through_his_spokesman():
    rebels = party("ribelli dell'M23", "COD", "REB")
    deed = {**SHELLING, "actors": (rebels,)}
    spoken = ("Lo ha annunciato il portavoce del movimento, Lawrence Kanyuka.", [["Lawrence Kanyuka"]])
    assert origins(spoken, ("", [["ribelli dell'M23"]]), **deed)["n_origins"] == 1
    of_army = ("Lo ha annunciato il portavoce dell'esercito, Lawrence Kanyuka.", [["Lawrence Kanyuka"]])
    assert origins(of_army, ("", [["ribelli dell'M23"]]), **deed)["n_origins"] == 2


def test_a_state_s_medium_passes_on_what_somebody_says():
    spoken = ("«Lo abbiamo colpito», ha detto Lev Sobol alla tv di Stato.", [["Lev Sobol"]])
    relayed = ("The report came from Russian state television, where Lev Sobol said so.", [["Russian state television"]])
    assert origins(spoken, relayed)["n_origins"] == 1
    assert origins(("", [["la tv di Stato"]]), ("", [["Russian state television"]]))["n_origins"] == 1
    assert origins(("", [["Belarusian state television"]]), ("", [["Russian state television"]]))["n_origins"] == 2


def test_a_strait_speaks_in_no_language():
    assert not [s for s in speakers("Ha minacciato di chiudere lo Stretto di Hormuz, dice Teheran.", "it") if s.kind == "person"]


def test_a_text_with_words_of_its_own_is_no_retelling():
    brief = "Kherson, colpito all'alba il mercato: evacuata la zona dopo l'esplosione, soccorsi in corso."
    again = "Il mercato di Kherson colpito all'alba: zona evacuata dopo l'esplosione."
    assert origins((brief, []), (again, []))["n_origins"] == 1
    assert origins((brief, []), (OTHER, []))["n_origins"] == 2
