"""The register of an article: too short to tell, a model's arithmetic, and what it refuses."""

import pytest

from sayso.extract.register import log_odds, register, stems
from sayso.model import Article
from sayso.pipeline import load

MODEL = {"bias": 0.5, "weights": {"porti": -2.0, "rigor": -2.0, "ribel": 1.0}}
SPORT = """Derby amaro per i rossoneri

Il Livorno ha conquistato l'Arena e il portiere della Ternana ha capitolato due volte nel primo tempo. L'attaccante ha sparato dal limite,
la difesa si è arresa al terzo assalto e il tecnico, furioso con l'arbitro, ha accusato i suoi di aver tradito la maglia. Nella ripresa i
padroni di casa hanno bombardato la porta senza trovare il gol; domenica la squadra giocherà in trasferta contro la capolista."""
POLITICS = """Mali, i ribelli attaccano una caserma

I ribelli del Fronte hanno attaccato nella notte una caserma dell'esercito a Gao, uccidendo nove soldati. Lo ha riferito il ministero della
Difesa, secondo cui l'aviazione ha risposto bombardando due accampamenti. Il presidente ha convocato il consiglio di sicurezza e ha
accusato il governo vicino di armare i combattenti; l'Unione africana ha chiesto alle parti di fermare le ostilità."""


def test_a_word_counts_once_by_its_first_letters():
    assert stems("Il portiere, i PORTIERI") == {"il", "porti", "i"}


def test_log_odds():
    assert log_odds("portiere e rigori", MODEL) == pytest.approx(0.5 - 4 / 2**0.5, abs=0.001)
    assert log_odds("nulla di noto", MODEL) == 0.5


def test_of_few_words_or_without_a_model_one_cannot_tell():
    assert register("Tre ribelli arrestati.", MODEL) is None
    assert register(SPORT, None) is None


@pytest.mark.pack
def test_sport_is_refused_with_its_reason_and_politics_is_not():
    coder = load("it", "fast")
    sport = coder.code(Article("sport", "it", "", SPORT))
    assert not sport.reports
    assert coder.code(Article("politics", "it", "", POLITICS)).reports
