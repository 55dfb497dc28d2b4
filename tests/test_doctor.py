"""The checkup: what is there, what is missing."""

from sayso import doctor


def test_all_is_told_and_what_is_missing_too(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "loaded", lambda lang, name="accurate": f"loads: {lang}")  # loading itself is tested with the pack
    monkeypatch.setattr(doctor, "GAZETTEER", tmp_path / "places.tsv.gz")
    monkeypatch.setattr(doctor, "LIBRARIES", ("typer", "no-such-library"))
    found = doctor.checkup()
    text = found.text()
    assert "Python 3." in text
    assert "typer " in text
    assert "it, fast: sayso-it" in text
    assert "licence CC" in text
    assert [line.split(":")[0] for line in found.missing] == [
        "library no-such-library", "gazetteer", "table countries", "table organisations", "table people", "table media"]


def test_scores_of_a_pack_take_any_shape():
    told = {"test_a": {"LAS": 79.3, "relations": {"obj": 1}}, "words_per_second": 4000, "file": "x"}
    assert list(doctor.scores(told)) == ["test_a: LAS 79.3", "words per second 4000"]
