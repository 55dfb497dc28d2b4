"""The Spanish lemma table, made of nothing but our own word lists: every word of src/sayso/languages/es, conjugated or put in the plural.

    python lemmas.py src/sayso/languages/es/lemmas.json.gz --words src/sayso/languages/es

There is no Spanish treebank or dictionary behind it. Where a form belongs to several verbs the commoner use wins (an indicative before a
subjunctive, a third person before a first), then CHOICES, then the verb that the lexicon speaks of more often. Forms that do not exist
("actua" beside "actúa") do no harm and save lists of accents.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
Form = tuple[int, str]  # how common the slot is (0 the most), form

ENCLITICS = ("noslos", "noslas", "noslo", "nosla", "selos", "selas", "selo", "sela", "melos", "melas", "melo", "mela", "telos", "telas", "telo",
             "tela", "seles", "sele", "nos", "los", "las", "les", "me", "te", "se", "lo", "la", "le", "os")
INFINITIVES = ("ar", "er", "ir", "ír")
CHOICES = {  # of forms of equal standing
    "fue": "ser", "fueron": "ser", "fuera": "ser", "fueran": "ser", "fuese": "ser", "fuesen": "ser", "fui": "ser", "fuimos": "ser", "fuiste": "ser",
    "vino": "venir", "ve": "ver", "creo": "creer", "siento": "sentir", "da": "dar", "dio": "dar", "va": "ir", "son": "ser", "era": "ser",
    "eran": "ser", "ha": "haber", "han": "haber", "he": "haber", "hemos": "haber", "has": "haber", "hay": "haber", "para": "parar",
    "visto": "ver", "vista": "ver", "vistos": "ver", "vistas": "ver",
    "venga": "venir", "vengan": "venir", "entrevista": "entrevistar", "suele": "soler", "suelen": "soler", "solía": "soler", "solían": "soler",
}
# present (1st to 3rd person singular, then plural), subjunctive, imperfect, preterite, after the stem
ENDINGS = {
    "ar": (("o", "as", "a", "amos", "áis", "an"), ("e", "es", "e", "emos", "éis", "en"), ("aba", "abas", "aba", "ábamos", "abais", "aban"),
           ("é", "aste", "ó", "amos", "asteis", "aron")),
    "er": (("o", "es", "e", "emos", "éis", "en"), ("a", "as", "a", "amos", "áis", "an"), ("ía", "ías", "ía", "íamos", "íais", "ían"),
           ("í", "iste", "ió", "imos", "isteis", "ieron")),
    "ir": (("o", "es", "e", "imos", "ís", "en"), ("a", "as", "a", "amos", "áis", "an"), ("ía", "ías", "ía", "íamos", "íais", "ían"),
           ("í", "iste", "ió", "imos", "isteis", "ieron")),
}
FUTURE = ("é", "ás", "á", "emos", "éis", "án")
CONDITIONAL = ("ía", "ías", "ía", "íamos", "íais", "ían")
STRESSED = (0, 1, 2, 5)  # persons whose stem bears the stress
RANK = {2: 1, 5: 1}  # third persons
ACCENTS = str.maketrans("áéíóú", "aeiou")
ACUTE = str.maketrans("aeiou", "áéíóú")

# families of irregular verbs, by their end: (first person, other stressed present stem, preterite stem, future stem, participle, imperative)
FAMILIES: dict[str, dict[str, str]] = {
    "tener": {"yo": "teng", "strong": "tien", "past": "tuv", "future": "tendr", "order": "ten"},
    "venir": {"yo": "veng", "strong": "vien", "past": "vin", "future": "vendr", "gerund": "viniendo", "order": "ven"},
    "poner": {"yo": "pong", "past": "pus", "future": "pondr", "participle": "puesto", "order": "pon"},
    "hacer": {"yo": "hag", "past": "hic", "future": "har", "participle": "hecho", "order": "haz", "he": "hizo"},
    "facer": {"yo": "fag", "past": "fic", "future": "far", "participle": "fecho", "order": "faz", "he": "fizo"},
    "decir": {"yo": "dig", "strong": "dic", "past": "dij", "future": "dir", "participle": "dicho", "gerund": "diciendo", "order": "di"},
    "traer": {"yo": "traig", "past": "traj", "participle": "traído", "gerund": "trayendo"},
    "ducir": {"yo": "duzc", "past": "duj"},
    "caer": {"yo": "caig", "participle": "caído", "gerund": "cayendo"},
    "salir": {"yo": "salg", "future": "saldr", "order": "sal"},
    "valer": {"yo": "valg", "future": "valdr"},
    "oír": {"yo": "oig", "strong": "oy", "participle": "oído", "gerund": "oyendo"},
}
PREDICT = ("predecir", "bendecir", "maldecir", "contradecir", "desdecir")  # regular futures beside the irregular ones
SCRIBE = (("scribir", "scrito"), ("abrir", "abierto"), ("cubrir", "cubierto"), ("solver", "suelto"), ("volver", "vuelto"), ("morir", "muerto"))
PARTICIPLES = {
    "romper": "roto", "ver": "visto", "prever": "previsto", "entrever": "entrevisto", "rever": "revisto", "imprimir": "impreso", "freír": "frito",
    "proveer": "provisto", "elegir": "electo", "reelegir": "reelecto", "pudrir": "podrido", "bendecir": "bendecido", "maldecir": "maldecido",
    "escribir": "escrito",
}
# verbs that follow nothing: slot by slot, six persons each; what is missing here is made by rule
SINGLE: dict[str, str] = {
    "ser": "soy eres es somos sois son|sea seas sea seamos seáis sean|era eras era éramos erais eran|"
           "fui fuiste fue fuimos fuisteis fueron|sido|siendo",
    "ir": "voy vas va vamos vais van|vaya vayas vaya vayamos vayáis vayan|iba ibas iba íbamos ibais iban|"
          "fui fuiste fue fuimos fuisteis fueron|ido|yendo",
    "estar": "estoy estás está estamos estáis están|esté estés esté estemos estéis estén||estuve estuviste estuvo estuvimos estuvisteis estuvieron",
    "haber": "he has ha hemos habéis han|haya hayas haya hayamos hayáis hayan||hube hubiste hubo hubimos hubisteis hubieron",
    "dar": "doy das da damos dais dan|dé des dé demos deis den||di diste dio dimos disteis dieron",
    "ver": "veo ves ve vemos veis ven|vea veas vea veamos veáis vean|veía veías veía veíamos veíais veían|vi viste vio vimos visteis vieron",
    "prever": "preveo prevés prevé prevemos prevéis prevén|prevea preveas prevea preveamos preveáis prevean|"
              "preveía preveías preveía preveíamos preveíais preveían|preví previste previó previmos previsteis previeron",
    "saber": "sé sabes sabe sabemos sabéis saben|sepa sepas sepa sepamos sepáis sepan||supe supiste supo supimos supisteis supieron",
    "caber": "quepo cabes cabe cabemos cabéis caben|quepa quepas quepa quepamos quepáis quepan||cupe cupiste cupo cupimos cupisteis cupieron",
    "poder": "|||pude pudiste pudo pudimos pudisteis pudieron||pudiendo",
    "querer": "|||quise quisiste quiso quisimos quisisteis quisieron",
    "andar": "|||anduve anduviste anduvo anduvimos anduvisteis anduvieron",
    "oler": "huelo hueles huele olemos oléis huelen|huela huelas huela olamos oláis huelan",
    "errar": "yerro yerras yerra erramos erráis yerran|yerre yerres yerre erremos erréis yerren",
}
SINGLE["entrever"] = SINGLE["prever"].replace("prev", "entrev")
FUTURES = {"haber": "habr", "poder": "podr", "querer": "querr", "saber": "sabr", "caber": "cabr"}
CHANGES = {"e>ie": ("e", "ie"), "i>ie": ("i", "ie"), "o>ue": ("o", "ue"), "u>ue": ("u", "ue"), "e>i": ("e", "i")}


def listed() -> dict[str, set[str]]:
    """Kind of change → verbs that undergo it."""
    lines = (line.split(":", 1) for line in (HERE / "irregular.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {kind: set(verbs.split()) for kind, verbs in lines}


LISTED = listed()


def respelled(stem: str, kind: str, ending: str) -> str:
    """The stem as it is written before an ending: busc + é → busqu, proteg + o → protej, venc + o → venz."""
    first = ending[:1].translate(ACCENTS)
    if kind == "ar" and first == "e":
        for old, new in (("gu", "gü"), ("c", "qu"), ("g", "gu"), ("z", "c")):
            if stem.endswith(old):
                return stem.removesuffix(old) + new
    if kind != "ar" and first in "ao":
        for old, new in (("gu", "g"), ("qu", "c"), ("g", "j")):
            if stem.endswith(old):
                return stem.removesuffix(old) + new
        if stem.endswith("c"):
            return stem[:-1] + ("zc" if stem[-2:-1] in "aeiou" and not stem.endswith(("coc", "mec")) else "z")
    return stem


def changed(stem: str, old: str, new: str) -> str:
    """The stem with its last such vowel changed."""
    at = stem.rfind(old)
    if at < 0:
        return stem
    if new == "ue" and stem[at - 1 : at] == "g":  # avergüenza, degüella
        new = "üe"
    return ("h" if at == 0 and new == "ue" else "") + stem[:at] + new + stem[at + 1 :]


def joined(stem: str, ending: str) -> str:
    """Stem and ending, with what i becomes between vowels and after ñ, ll, j."""
    if ending.startswith("i") and ending[1:2] in ("e", "ó"):
        if stem.endswith(("ñ", "ll")):
            return stem + ending[1:]
        if stem[-1:] in "aeou" and not stem.endswith(("gu", "qu")):
            return stem + "y" + ending[1:]
    if stem[-1:] in "aeo" and ending[:1] == "i" and ending[1:2] not in ("e", "ó"):
        return stem + "í" + ending[1:]
    return stem + ending


class Verb:
    """One verb: its stems, and all its forms."""

    def __init__(self, infinitive: str) -> None:
        self.infinitive = infinitive
        plain = infinitive.translate(ACCENTS)
        self.kind, self.stem = plain[-2:], plain[:-2] if infinitive[-2] != "í" else infinitive[:-2]
        self.prefix, self.family = next(((infinitive.removesuffix(f), rule) for f, rule in FAMILIES.items()
                                         if infinitive.endswith(f)), ("", {}))
        self.single = [cells.split() for cells in SINGLE.get(infinitive, "").split("|")]
        self.strong = {self._strong()} | self._accented()
        self.weak = self._weak()

    def _strong(self) -> str:
        if "strong" in self.family:
            return self.prefix + self.family["strong"]
        for kind, (old, new) in CHANGES.items():
            if self.infinitive in LISTED[kind]:
                return changed(self.stem, old, new)
        if self.infinitive.endswith("uir") and not self.infinitive.endswith(("guir", "quir")):
            return self.stem + "y"
        return self.stem

    def _accented(self) -> set[str]:
        """Stems whose stress falls on a weak vowel: envía, actúa, prohíbe, reúne, ríe."""
        found = set()
        if self.kind == "ar" and self.stem[-1] in "iu":
            found.add(self.stem[:-1] + self.stem[-1].translate(ACUTE))
        if self.infinitive in LISTED["hiatus"]:
            at = max(self.stem.rfind("i"), self.stem.rfind("u"))
            found.add(self.stem[:at] + self.stem[at].translate(ACUTE) + self.stem[at + 1 :])
        if self.infinitive == "rehuir":
            found.add("rehúy")
        if self.infinitive.endswith("eír"):
            found.add(self.stem[:-1] + "í")
        return found

    def _weak(self) -> str:
        """The stem of pidió, durmió, sintió."""
        if self.kind != "ir" or self.family:
            return self.stem
        if self.infinitive.endswith("eír"):
            return self.stem[:-1]
        if self.infinitive in LISTED["e>ie"] | LISTED["e>i"]:
            return changed(self.stem, "e", "i")
        return changed(self.stem, "o", "u") if self.infinitive in LISTED["o>ue"] else self.stem

    def forms(self) -> Iterator[Form]:
        """Every form with the rank of its slot."""
        yield 0, self.infinitive
        for make in (self.present, self.subjunctive, self.imperfect, self.preterite, self.future, self.participles, self.gerunds, self.orders):
            yield from make()
        if self.kind == "ir" or self.infinitive[-2] in "aeiou":
            yield 6, self.infinitive[:-2] + self.infinitive[-2].translate(ACUTE) + "r"  # before two clitics: decírselo

    def cells(self, number: int) -> list[str]:
        """The forms of a slot of SINGLE."""
        return self.single[number] if number < len(self.single) else []

    def present(self) -> Iterator[Form]:
        """Habla, detiene."""
        if cells := self.cells(0):
            yield from ((RANK.get(p, 5), form) for p, form in enumerate(cells))
            return
        for p, ending in enumerate(ENDINGS[self.kind][0]):
            if p == 0 and "yo" in self.family:
                yield 5, self.prefix + self.family["yo"] + "o"
                continue
            for stem in self.strong | {self.stem} if p in STRESSED and not self._drops() else self.strong if p in STRESSED else (self.stem,):
                stem = stem.removesuffix("y") if stem.endswith("y") and ending[0] == "i" else stem
                yield RANK.get(p, 5), joined(respelled(stem, self.kind, ending), ending)

    def _drops(self) -> bool:
        """Whether the plain stem is never stressed, so that forms of it would belong to other verbs: no "sente", "pede"."""
        return len(self.strong) == 1 and self.strong != {self.stem}

    def subjunctive(self) -> Iterator[Form]:
        """Hable, detenga."""
        if cells := self.cells(1):
            yield from ((3 if p in RANK else 5, form) for p, form in enumerate(cells))
            return
        for p, ending in enumerate(ENDINGS[self.kind][1]):
            if "yo" in self.family:
                yield 3 if p in RANK else 5, self.prefix + self.family["yo"] + ending
                continue
            if p in STRESSED:
                stems = self.strong if self._drops() else self.strong | {self.stem}
            else:
                stems = {self.weak} | {s for s in self.strong if s.endswith("y")}
            for stem in stems:
                yield 3 if p in RANK else 5, joined(respelled(stem, self.kind, ending), ending)

    def imperfect(self) -> Iterator[Form]:
        """Hablaba, detenía."""
        cells = self.cells(2) or [joined(self.stem, e) for e in ENDINGS[self.kind][2]]
        yield from ((RANK.get(p, 5), form) for p, form in enumerate(cells))

    def preterite(self) -> Iterator[Form]:
        """Habló, detuvo, and the subjunctives made of the third person plural."""
        cells = self.cells(3) or self._past_by_family() or self._past_by_rule()
        yield from ((RANK.get(p, 5), form) for p, form in enumerate(cells))
        base = cells[5].removesuffix("ron")
        for ending in ("ra", "ras", "ra", "ran", "rais", "se", "ses", "sen", "seis"):
            yield 4, base + ending
        for ending in ("ramos", "semos"):
            yield 5, base[:-1] + base[-1].translate(ACUTE) + ending

    def _past_by_family(self) -> list[str]:
        if "past" not in self.family:
            return []
        stem = self.prefix + self.family["past"]
        third = self.prefix + self.family["he"] if "he" in self.family else stem + "o"
        return [stem + "e", stem + "iste", third, stem + "imos", stem + "isteis", stem + ("eron" if stem.endswith("j") else "ieron")]

    def _past_by_rule(self) -> list[str]:
        stems = [self.stem, self.stem, self.weak, self.stem, self.stem, self.weak]
        return [joined(respelled(stem, self.kind, e), e) for stem, e in zip(stems, ENDINGS[self.kind][3], strict=True)]

    def future(self) -> Iterator[Form]:
        """Hablará, hablaría."""
        stems = {self.infinitive.translate(ACCENTS)}
        if "future" in self.family:
            stems = {self.prefix + self.family["future"]} | (stems if self.infinitive in PREDICT else set())
        stems = {FUTURES[self.infinitive]} if self.infinitive in FUTURES else stems
        for stem in stems:
            yield from ((RANK.get(p, 5), stem + e) for p, e in enumerate(FUTURE))
            yield from ((2 if p in RANK else 5, stem + e) for p, e in enumerate(CONDITIONAL))

    def participle(self) -> list[str]:
        """Hablado; the irregular one first."""
        regular = self.stem + "ado" if self.kind == "ar" else joined(self.stem, "ido")
        if self.infinitive in PARTICIPLES:
            found = PARTICIPLES[self.infinitive]
            return [found, regular] if self.infinitive in ("imprimir", "freír", "proveer", "elegir", "reelegir") else [found]
        for end, participle in SCRIBE:
            if self.infinitive.endswith(end):
                return [self.infinitive.removesuffix(end) + participle]
        if "participle" in self.family:
            return [self.prefix + self.family["participle"]]
        return [(self.cells(4) or [regular])[0]]

    def participles(self) -> Iterator[Form]:
        """Its four forms each."""
        for one in self.participle():
            yield from ((1, one[:-1] + e) for e in ("o", "a", "os", "as"))

    def gerunds(self) -> Iterator[Form]:
        """Hablando, and "hablándo" as it stands before clitics."""
        made = "ando" if self.kind == "ar" else "iendo"
        gerund = (self.cells(5) or [self.prefix + self.family["gerund"] if "gerund" in self.family else joined(self.weak, made)])[0]
        yield 1, gerund
        yield 1, re.sub(r"([ae])ndo$", lambda m: m[1].translate(ACUTE) + "ndo", gerund)

    def orders(self) -> Iterator[Form]:
        """Hablad, haz."""
        yield 6, self.infinitive[:-1] + "d"
        if "order" in self.family:
            yield 6, self.prefix + self.family["order"]


# ------------------------------------------------------------- nouns and adjectives


def plurals(word: str) -> Iterator[str]:
    """The plurals a word may have."""
    last = word[-1]
    if last in "aeiouáéó":
        yield word + "s"
    elif last in "íú":
        yield from (word + "es", word + "s")
    elif last == "z":
        yield word[:-1] + "ces"
    elif last == "s":
        if re.search("[áéíóú]s$", word):  # país, interés, autobús
            yield from (word + "es", word[:-2] + word[-2].translate(ACCENTS) + "ses")
        elif len(re.findall("[aeiouáéíóú]+", word)) == 1:
            yield word + "es"
    elif last == "n" and re.search("[áéíóú]n$", word):
        yield from (word[:-2] + word[-2].translate(ACCENTS) + "nes", word[:-2] + word[-2:-1] + "nes")
    elif last == "n" and re.search("[aeiou][^aeiouáéíóú]+[aeo]n$", word):  # joven, orden, crimen
        at = max(word[:-2].rfind(v) for v in "aeiou")
        yield from (word[:at] + word[at].translate(ACUTE) + word[at + 1 :] + "es", word + "es")
    elif last in "lrdjyn":
        yield word + "es"
    else:
        yield from (word + "s", word + "es")
    if word == "carácter":
        yield "caracteres"
    if word == "régimen":
        yield "regímenes"


def of_adjective(word: str) -> Iterator[str]:
    """The other forms of a masculine singular."""
    if word.endswith("o"):
        yield from (word[:-1] + e for e in ("a", "os", "as"))
        return
    yield from plurals(word)
    bare = word[:-2] + word[-2:].translate(ACCENTS)
    if word.endswith(("or", "ón", "án", "és", "ín")) or word in ("español", "andaluz"):
        yield from (bare + "a", bare + "as")


WORD = re.compile(r"[a-záéíóúüñ]{3,}")
INFINITIVE = re.compile(r"(?:[aei]r|[eo]ír)(?:se)?$")
VERBS_OF_SPEECH = ("say", "add", "observe", "report", "announce", "confirm", "deny", "claim", "accuse", "warn", "promise", "predict", "think", "ask",
                   "threaten", "show", "quote_verb", "read", "modal")
VERBS_OF_GRAMMAR = ("unaccusatives", "copula_like", "object_control", "self_act", "judging_verbs", "denying")
NO_VERBS = ("mujer", "lugar", "hogar", "militar", "popular", "familiar", "taller", "canciller", "alquiler", "nuclear", "particular", "altar")
CLOSED = {  # small words, which no list of the language holds in all their forms
    "DET": "otro alguno ninguno mucho vario cierto todo mismo tanto poco cuanto demasiado ambos",
    "PRON": "otro alguno ninguno mucho vario todo mismo poco",
    "ADJ": "primero tercero bueno malo otro alguno mucho vario cierto todo mismo último próximo pasado",
}
CUT = {"primer": "primero", "tercer": "tercero", "buen": "bueno", "mal": "malo", "gran": "grande", "algún": "alguno", "ningún": "ninguno"}


def strings(data: Any) -> Iterator[str]:
    """Every string of a YAML tree, keys left out."""
    if isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)
    elif isinstance(data, str):
        yield data


class Words:
    """What the files of the language hold: infinitives with how often they stand there, and all other words."""

    def __init__(self, folder: Path) -> None:
        self.verbs: Counter[str] = Counter()
        self.nouns: Counter[str] = Counter()
        self.adjectives: set[str] = set()
        self.peoples: list[list[str]] = []
        for path in sorted((folder / "lexicon").glob("*.yaml")):
            self._lexicon(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")) or {})
        for name, keys in (("speech", VERBS_OF_SPEECH), ("grammar", VERBS_OF_GRAMMAR), ("realis", None)):
            data = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
            for key in keys or data:
                if keys or key in ("modals", "governors", "planning", "averting", "occurring", "progressive", "lasting", "falling_through", "fearing",
                                   "obliging", "needing", "having"):
                    self._verbs(w for text in strings(data[key]) for w in text.split()[:1])
            self._others(strings({key: value for key, value in data.items() if key not in ("participle_endings", "verb_endings", "mistaken_lemmas")}))
            for key in ("governor_adjectives", "noun_adjectives", "enabling"):
                self.adjectives.update(strings(data.get(key, [])))
        for name in ("roles", "topics", "contexts"):
            path = folder / f"{name}.yaml"
            if path.exists():
                self._others(t.replace("_", " ") for t in strings(yaml.safe_load(path.read_text(encoding="utf-8"))))
        for state in (yaml.safe_load((folder / "countries.yaml").read_text(encoding="utf-8")) or {}).values():
            for key in ("adj", "old_adj", "region_adj"):
                found = state.get(key) or []
                self.peoples.append([str(x) for x in (found if isinstance(found, list) else strings(found))])
        self._verbs((HERE / "verbs.txt").read_text(encoding="utf-8").split("\n", 1)[1].split(), 0)
        self._verbs((v for verbs in LISTED.values() for v in verbs if INFINITIVE.search(v)), 0)
        self._verbs(SINGLE, 5)

    def _verbs(self, found: Any, count: int = 1) -> None:
        for verb in found:
            if INFINITIVE.search(verb) and verb not in NO_VERBS and verb.isalpha():
                self.verbs[verb.removesuffix("se")] += count

    def _others(self, texts: Iterator[str]) -> None:
        for text in texts:
            self.nouns.update(w for w in WORD.findall(text.lower()) if WORD.fullmatch(w))

    def _lexicon(self, name: str, data: dict[str, Any]) -> None:
        if name.startswith("classes"):
            for key, found in data.items():
                if key.endswith("_verbs"):
                    self._verbs(found)
            self._others(strings(data))
            for key in ("scold", "hail", "upset", "glad", "willing", "joint"):
                self.adjectives.update(data.get(key, []))
        elif name in ("support", "instruments"):
            if name == "support":
                self._verbs(strings(data))
            else:
                self._others(strings(data))
        else:
            for by_part in data.values():
                for part, lines in (by_part or {}).items():
                    for line in lines or ():
                        self._line(part, str(line))

    def _line(self, part: str, line: str) -> None:
        head, *items = line.split()
        if part == "verbs":
            self._verbs([head])
        else:
            self.nouns[head] += 1
        for item in items:
            key, colon, values = item.partition(":")
            words = [w.replace("_", " ") for w in values.split("|") if w[:1] not in ("@", "*")] if colon else []
            if key.lstrip("!+") in ("x", "inf"):
                self._verbs(words)
            elif key not in ("by", "rec", "with", "needs"):
                self._others(iter(words))
            if key.lstrip("!+") in ("amod", "adj"):
                self.adjectives.update(words)


def verb_table(words: Words, ties: list[str]) -> dict[str, str]:
    """Form → infinitive."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for verb in sorted(words.verbs):
        for rank, form in Verb(verb).forms():
            found[form][verb] = min(rank, found[form].get(verb, 9))
    out = {}
    for form, by_verb in found.items():
        best = min(by_verb.values())
        left = sorted((v for v in by_verb if by_verb[v] == best), key=lambda v: (-words.verbs[v], v))
        out[form] = CHOICES[form] if CHOICES.get(form) in by_verb else left[0]
        if len(left) > 1 and best < 3 and form not in CHOICES:
            ties.append(f"{form}: {' / '.join(left)}")
    return out


def singulars(found: Counter[str] | set[str], make: Callable[[str], Iterator[str]]) -> dict[str, str]:
    """Form → lemma; a listed word that is the plural of another listed word gets that one's lemma."""
    out: dict[str, str] = {}
    for word in sorted(found, key=lambda w: (not w.endswith("o"), len(w), w)):
        if word in out or not WORD.fullmatch(word):
            continue
        out[word] = word
        for form in make(word):
            out.setdefault(form, word)
    return out


def nouns_of(words: Words) -> dict[str, str]:
    """Nouns and their plurals; "presidenta" and "ministra" are lemmas of their own, as in the lists."""
    found = singulars(words.nouns, plurals)
    for people in words.peoples:  # the feminine of a people is the people
        for form in people:
            if WORD.fullmatch(form):
                found.setdefault(form, people_lemma(people, form))
    return found


def people_lemma(people: list[str], form: str) -> str:
    """The masculine singular that a form of a people's name belongs to."""
    return next((one for one in people if one == form or form in of_adjective(one)), form)


def adjectives_of(words: Words, verbs: list[str]) -> dict[str, str]:
    """Adjectives, peoples, participles."""
    out: dict[str, str] = {}
    for people in words.peoples:
        for form in people:
            if WORD.fullmatch(form):
                out.setdefault(form, people_lemma(people, form))
    participles = {p for verb in verbs for p in Verb(verb).participle()}
    for word in sorted(words.adjectives | participles | set(CLOSED["ADJ"].split()), key=lambda w: (not w.endswith("o"), len(w), w)):
        if WORD.fullmatch(word) and word not in out:
            for form in (word, *of_adjective(word)):
                out.setdefault(form, word)
    plain = singulars({w for w in words.nouns if w not in out}, of_adjective)  # a noun may be tagged as an adjective, and the other way round
    return plain | out | {form: whole for form, whole in CUT.items() if whole in out}


def closed(part: str) -> dict[str, str]:
    """The forms of the small words of a part of speech."""
    words = CLOSED[part].split()
    return {form: word for word in words for form in (word, *of_adjective(word))} | {form: whole for form, whole in CUT.items() if whole in words}


def table(folder: Path, ties: list[str]) -> dict[str, Any]:
    """The table as it is written."""
    words = Words(folder)
    return {"licence": "Apache-2.0, as this program: made by training/es/lemmas.py from word lists of our own"} \
        | {"VERB": verb_table(words, ties), "NOUN": nouns_of(words), "ADJ": adjectives_of(words, sorted(words.verbs))} \
        | {part: closed(part) for part in ("DET", "PRON")} \
        | {"enclitics": sorted(ENCLITICS, key=lambda e: -len(e)), "infinitives": list(INFINITIVES)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", type=Path, required=True, help="src/sayso/languages/es")
    parser.add_argument("--ties", action="store_true", help="print the forms that two verbs share")
    given = parser.parse_args()
    ties: list[str] = []
    made = table(given.words, ties)
    given.out.write_bytes(gzip.compress(json.dumps(made, ensure_ascii=False, sort_keys=False, separators=(",", ":")).encode(), mtime=0))
    if given.ties:
        print("\n".join(sorted(ties)))
    print({part: len(made[part]) for part in ("VERB", "NOUN", "ADJ")}, given.out.stat().st_size)


if __name__ == "__main__":
    main()
