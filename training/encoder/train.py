"""One encoder for two languages: treebanks and name corpora in, `model.pt` and `cfg.json` out.

    PYTHONPATH=src python train.py ../shared/treebanks build/encoder --start ../shared/treebanks/lab/teacher2
    PYTHONPATH=src python train.py ../shared/treebanks build/encoder-open --open        # open data only

Every text carries a vector that says which treebank it comes from (treebanks disagree), left out in a
fifth of the batches; names have one output layer a corpus, for the same reason. The embeddings stay as
they are, so a language of the vocabulary that was never trained on can still be read (Spanish).
Steps are counted, not minutes: the same command gives the same encoder on the same machine.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
import torch
import wordfreq
from spacy.tokens import Doc
from torch import Tensor
from torch.nn import functional

sys.path.append(str(Path(__file__).parents[1] / "it"))
import names as name_corpora
import start
import trees
from encoder import NAME_TAGS, Encoder, Words, batch_of, label, load, with_one
from wordpieces import WordPieces

ANY = "any"
UNNAMED = 0.2  # of the batches carry no treebank's vector
CHUNK = 90  # words that go through together
BATCH = 1100  # words, padding counted
SHOUTED = 0.02  # texts in capitals, as some headlines are
BARE = 0.03  # sentences without their full stop
CYCLE = ("it", "en", "it", "name", "it", "en", "it", "name", "en")
IGNORED = -100

TREEBANKS = {
    "it": ("isdt_dev", "isdt_old", "vit_dev", "partut", "pud", "markit", "twittiro"),
    "en": ("ewt", "gum", "lines", "partut"),
}
OPEN = {"it": ("pud", "markit", "twittiro"), "en": ("ewt",)}
TESTS = ("it/it_test_isdt", "it/it_test_vit", "en/en_test_ewt", "en/en_test_gum")
NAMES = {"kind": "it", "wiki_it": "it", "wiki_en": "en"}
NAME_CYCLE = ("kind", "wiki_en", "kind", "wiki_it")
OPEN_NAMES = {"wikigold": "en"}  # the only open one; Italian names by transfer
OPEN_CYCLE = ("it", "en", "it", "en", "it", "en", "it", "name", "en")
COMMON_WORDS = {"it": 90_000, "en": 90_000, "es": 50_000}  # whose pieces the vocabulary keeps


@dataclass(slots=True)
class Text:
    """A stretch with what is known of it."""

    words: Words
    source: str
    heads: list[int]
    relations: list[str]
    tags: list[str]
    lemmas: list[str]
    starts: list[bool]
    names: list[str]


# ------------------------------------------------------------- texts


def tree_text(sentences: list[Any], source: str) -> Text:
    """Sentences of one treebank as one text; heads from one, 0 is a root."""
    text = Text(Words([], []), source, [], [], [], [], [], [])
    for sentence in sentences:
        base = len(text.heads)
        for token in sentence:
            root = token.head.i == token.i
            text.words.forms.append(token.text)
            text.words.spaces.append(bool(token.whitespace_))
            text.heads.append(0 if root else base + token.head.i - sentence.start + 1)
            text.relations.append("root" if root else token.dep_)
            text.tags.append(f"{token.pos_}|{token.morph}")
            text.lemmas.append(lemma_rule(token.text, token.lemma_))
            text.starts.append(token.i == sentence.start)
    return text


def lemma_rule(form: str, lemma: str) -> str:
    """Letters off, letters on, case: the inverse of `sayso.parse.encoder_.lemma_by_rule`."""
    low, small = form.lower(), lemma.lower()
    case = 0 if lemma == small else 1 if lemma[1:] == small[1:] else 2
    kept = 0
    while kept < min(len(low), len(small)) and low[kept] == small[kept]:
        kept += 1
    return f"={lemma}" if not kept and lemma != form else f"{len(low) - kept}\t{small[kept:]}\t{case}"


def chunks(docs: Iterable[Doc], source: str) -> Iterator[Text]:
    """Neighbouring sentences together, up to `CHUNK` words."""
    for doc in docs:
        some: list[Any] = []
        for sentence in doc.sents:
            if some and sum(map(len, some)) + len(sentence) > CHUNK:
                yield tree_text(some, source)
                some = []
            some.append(sentence)
        if some:
            yield tree_text(some, source)


def name_text(doc: Doc, source: str) -> Text:
    """A text of a name corpus."""
    tags = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_iob_ in "BI" and t.ent_type_ else "O" for t in doc]
    words = Words([t.text for t in doc], [bool(t.whitespace_) for t in doc])
    return Text(words, source, [], [], [], [], [], tags)


def joined(texts: list[Text]) -> Iterator[Text]:
    """Texts of a name corpus put together, up to `CHUNK` words."""
    now: Text | None = None
    for text in texts:
        if now and len(now.words.forms) + len(text.words.forms) <= CHUNK:
            spaces = [*now.words.spaces[:-1], True, *text.words.spaces]
            words = Words(now.words.forms + text.words.forms, spaces)
            now = Text(words, text.source, [], [], [], [], [], now.names + text.names)
            continue
        if now:
            yield now
        now = text
    if now:
        yield now


def treebank_texts(folder: Path, openly: bool) -> dict[str, list[Text]]:
    """Texts by language, without sentences that stand in a test; Italian as the harmonised mix has it."""
    tests = [folder / f"{name}.conllu" for name in TESTS]
    chance = random.Random(1)
    texts: dict[str, list[Text]] = {}
    for language, banks in (OPEN if openly else TREEBANKS).items():
        files = {bank: folder / language / f"{language}_{bank}.conllu" for bank in banks}
        if language == "it":
            mix = folder / "it" / ("train_open.conllu" if openly else "train_all.conllu")
            blocks = by_bank(trees.sentences(mix), files)
        else:
            blocks = {bank: trees.sentences(path) for bank, path in files.items()}
        texts[language] = []
        for bank, some in blocks.items():
            kept = trees.without(map(trees.flat, some), tests)
            if language == "it":
                kept = [trees.with_guillemets(block, chance) for block in kept]
            name = f"{language}_{bank.split('_')[0]}"
            texts[language] += chunks(trees.documents(kept, language), name)
    return texts


def by_bank(blocks: list[str], files: dict[str, Path]) -> dict[str, list[str]]:
    """The sentences of a mix by the treebank that has them; the tweets' mark-up was taken out of some."""
    owner = {trees.fingerprint(b): bank for bank, path in files.items() for b in trees.sentences(path)}
    out: dict[str, list[str]] = {bank: [] for bank in files}
    for block in blocks:
        out[owner.get(trees.fingerprint(block), "twittiro")].append(block)
    return out


def name_texts(folder: Path, openly: bool) -> dict[str, list[Text]]:
    """Texts by corpus. KIND dev is for testing and not read; WikiGold, a test too, teaches the open encoder alone."""
    parts = {"wikigold": ([folder / "ner" / "wikigold_en.conllu"], 1)} if openly else {
        "kind": ([folder / "ner" / "kind_WN_train.tsv"], 4),
        "wiki_it": ([folder / "ner" / f"wikineural_it_{p}.conllu" for p in ("val", "test")], 1),
        "wiki_en": ([folder / "ner" / f"wikineural_en_{p}.conllu" for p in ("val", "test")], 1),
    }
    out = {}
    for corpus, (paths, size) in parts.items():
        nlp = spacy.blank((NAMES | OPEN_NAMES)[corpus])
        docs = [doc for path in paths for doc in name_corpora.grouped(nlp, path, size)]
        out[corpus] = list(joined([name_text(doc, corpus) for doc in docs]))
    return out


def varied(text: Text, chance: random.Random) -> Text:
    """Now and then in capitals, or without the last full stop."""
    words, draw = text.words, chance.random()
    if draw < SHOUTED:
        words = Words([form.upper() for form in words.forms], words.spaces)
        lemmas = [rule if rule[-1] != "2" else "" for rule in text.lemmas]
        return Text(words, text.source, text.heads, text.relations, text.tags, lemmas, text.starts, text.names)
    last = len(words.forms)
    if draw < SHOUTED + BARE and last > 3 and words.forms[-1] == "." and (not text.heads or last not in text.heads):
        cut = Words(words.forms[:-1], words.spaces[:-1])
        columns = (text.heads, text.relations, text.tags, text.lemmas, text.starts, text.names)
        return Text(cut, text.source, *(column[: last - 1] for column in columns))  # type: ignore[arg-type]
    return text


# ------------------------------------------------------------- batches


def stream(texts: list[Text], chance: random.Random) -> Iterator[list[Text]]:
    """Batches of like length for ever, every text once in each round."""
    while True:
        order = sorted(texts, key=lambda t: len(t.words.forms) + 30 * chance.random())
        batches: list[list[Text]] = [[]]
        for text in order:
            if batches[-1] and (len(batches[-1]) + 1) * len(text.words.forms) > BATCH:
                batches.append([])
            batches[-1].append(text)
        chance.shuffle(batches)
        for batch in batches:
            yield [varied(text, chance) for text in batch]


def column(rows: list[list[int]], width: int) -> Tensor:
    """Numbers padded with what the loss leaves out."""
    return torch.tensor([row + [IGNORED] * (width - len(row)) for row in rows])


def numbers(table: dict[str, int], rows: list[list[str]], width: int) -> Tensor:
    """Labels as padded numbers; one that is not in the table is left out."""
    return column([[table.get(label, IGNORED) for label in row] for row in rows], width)


class Losses:
    """What the encoder is asked, and how far off it is."""

    def __init__(self, model: Encoder) -> None:
        config = model.config
        self.model = model
        self.tags = {tag: i for i, tag in enumerate(config["tags"])}
        self.relations = {relation: i for i, relation in enumerate(config["deps"])}
        self.lemmas = {rule: i for i, rule in enumerate(config["lems"])}
        self.names = {tag: i for i, tag in enumerate(NAME_TAGS)}

    def of_names(self, texts: list[Text], word: Tensor) -> Tensor:
        """Cross entropy of names, by the corpus' own output layer."""
        at = self.model.config["name_sources"].index(texts[0].source) * len(NAME_TAGS)
        scores = self.model.ner(word)[..., at : at + len(NAME_TAGS)]
        return entropy(scores, numbers(self.names, [t.names for t in texts], word.shape[1]))

    def of_trees(self, texts: list[Text], syntax: Tensor, word: Tensor) -> Tensor:
        """Arcs, relations, tags, and half of lemmas and sentence starts."""
        model, width = self.model, syntax.shape[1]
        arcs, dependent, head = model.arc_scores(syntax)
        heads = column([t.heads for t in texts], width)
        known = heads >= 0
        there = torch.cat([torch.ones(len(texts), 1, dtype=torch.bool), known], 1)
        total = entropy(arcs.float().masked_fill(~there[:, None], -1e4), heads)
        at = heads.clamp(min=0)[..., None].expand(-1, -1, head.shape[-1])
        left, right = with_one(dependent)[known], with_one(head.gather(1, at))[known]
        outer, inner, last = model.rel.W.shape
        side = (right @ model.rel.W.permute(2, 0, 1).reshape(last, outer * inner)).view(-1, outer, inner)
        scores = torch.bmm(side, left[:, :, None])[:, :, 0]
        total = total + functional.cross_entropy(scores.float(), numbers(self.relations, [t.relations for t in texts], width)[known])
        total = total + entropy(model.tag(word), numbers(self.tags, [t.tags for t in texts], width))
        total = total + 0.5 * entropy(model.lem(word), numbers(self.lemmas, [t.lemmas for t in texts], width))
        return total + 0.5 * entropy(model.sst(syntax), column([[int(s) for s in t.starts] for t in texts], width))


def entropy(scores: Tensor, gold: Tensor) -> Tensor:
    """Mean cross entropy of padded scores."""
    return functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED)


# ------------------------------------------------------------- training


def labels(banks: dict[str, list[Text]]) -> dict[str, Any]:
    """Label lists of all languages together, and which of them each language uses."""
    out: dict[str, Any] = {"languages": {}}
    for key, get in (("tags", "tags"), ("deps", "relations"), ("lems", "lemmas")):
        least = 2 if key == "lems" else 1
        counts = {lang: Counter(x for t in texts for x in getattr(t, get)) for lang, texts in banks.items()}
        out[key] = sorted({x for c in counts.values() for x, n in c.items() if n >= least})
        for lang, count in counts.items():
            out["languages"].setdefault(lang, {})[key] = sorted(x for x, n in count.items() if n >= least)
    return out


def vocabulary_of(texts: Iterable[Text], pieces: WordPieces) -> list[int]:
    """Pieces of the texts and of common words in small letters, with a capital, in capitals."""
    kept = {pieces.begin, pieces.end, pieces.pad, pieces.unknown}
    kept |= {n for piece, n in pieces.number.items() if len(piece.strip("▁")) == 1 and piece.strip("▁") < "ɐ"}
    for text in texts:
        for i, form in enumerate(text.words.forms):
            kept |= set(pieces.split(form, not i or text.words.spaces[i - 1]))
    for language, count in COMMON_WORDS.items():
        for word in wordfreq.top_n_list(language, count):
            for form in (word, word.title()):
                kept |= set(pieces.split(form, True))
            kept |= set(pieces.split(word, False))
    return sorted(kept)


def optimiser(model: Encoder, rate: float) -> torch.optim.Optimizer:
    """The layers learn slower than the heads; the embeddings do not learn."""
    model.emb.weight.requires_grad = False
    body, heads = [], []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            (body if name.startswith(("layers", "pos", "eln", "src")) else heads).append(parameter)
    groups: list[dict[str, Any]] = [{"params": body, "lr": rate}, {"params": heads, "lr": 5 * rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def rate_at(step: int, steps: int) -> float:
    """Up over 100 steps, then down in a line."""
    return min(1.0, (step + 1) / 100) * max(0.01, 1 - step / steps)


def train(model: Encoder, banks: dict[str, list[Text]], named: dict[str, list[Text]], given: argparse.Namespace, check: Callable[[], str]) -> None:
    """`given.steps` steps; a line of figures now and then."""
    pieces, chance, losses = WordPieces(), random.Random(0), Losses(model)
    streams = {key: stream(texts, random.Random(i)) for i, (key, texts) in enumerate({**banks, **named}.items())}
    optim = optimiser(model, given.rate)
    rates = [group["lr"] for group in optim.param_groups]
    begun, words = time.time(), 0
    cycle, names = (OPEN_CYCLE, tuple(OPEN_NAMES)) if given.open else (CYCLE, NAME_CYCLE)
    for step in range(given.steps):
        kind = cycle[step % len(cycle)]
        texts = next(streams[kind if kind != "name" else names[step // len(cycle) % len(names)]])
        for group, rate in zip(optim.param_groups, rates, strict=True):
            group["lr"] = rate * rate_at(step, given.steps)
        model.train()
        with torch.autocast("cpu", torch.bfloat16):
            syntax, word = model(batch_of([t.words for t in texts], model, pieces), sources_of(model, texts, chance))
            loss = losses.of_names(texts, word) if kind == "name" else losses.of_trees(texts, syntax, word)
        optim.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        optim.step()
        words += sum(len(t.words.forms) for t in texts)
        if step % 200 == 199:
            print(f"{time.time() - begun:.0f}s step {step + 1} {kind} {loss.item():.3f} {words / (time.time() - begun):.0f} w/s", flush=True)
        if (step + 1) % given.check == 0:
            save(model, given.out)
            print(check(), flush=True)


def sources_of(model: Encoder, texts: list[Text], chance: random.Random) -> Tensor:
    """The treebank of each text; none for names and for one batch in five."""
    known = {source: i for i, source in enumerate(model.config["sources"])}
    if chance.random() < UNNAMED:
        return torch.zeros(len(texts), dtype=torch.long)
    if texts[0].source not in known:  # a treebank by chance, so that names are found whatever vector is chosen
        language = NAMES.get(texts[0].source, "")  # any, where one language's names must serve all
        some = [i for source, i in known.items() if i and source.startswith(language)]
        return torch.full((len(texts),), chance.choice(some))
    return torch.tensor([known[t.source] for t in texts])


@torch.no_grad()
def right(model: Encoder, texts: list[Text], pieces: WordPieces) -> str:
    """UAS and LAS without punctuation, and sentence starts found, on texts that were not trained on."""
    view = start.of_language(model, texts[0].source[:2], texts[0].source)
    view.eval()
    total = arcs = both = starts = found = 0
    for i, said in label([t.words for t in texts], view, pieces):
        gold = texts[i]
        starts += sum(gold.starts)
        found += sum(a and b for a, b in zip(gold.starts, said.sentence_starts, strict=True))
        for k, tag in enumerate(gold.tags):
            if not tag.startswith("PUNCT"):
                total += 1
                arcs += gold.heads[k] == said.heads[k]
                both += gold.heads[k] == said.heads[k] and gold.relations[k] == said.relations[k]
    return f"{texts[0].source} UAS {100 * arcs / total:.2f} LAS {100 * both / total:.2f} starts {found}/{starts}"


def save(model: Encoder, out: Path) -> None:
    """Weights in 16 bits and the label lists."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save({name: tensor.half() for name, tensor in model.state_dict().items()}, out / "model.pt")
    (out / "cfg.json").write_text(json.dumps(model.config, ensure_ascii=False), encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="an encoder whose layers and labels to begin with; else multilingual-e5-small itself")
    parser.add_argument("--steps", type=int, default=12_000)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--layers", type=int, default=9)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--check", type=int, default=2000, help="steps between figures")
    parser.add_argument("--open", action="store_true", help="CC BY and CC BY-SA data only")
    given = parser.parse_args()
    random.seed(0)
    torch.manual_seed(0)
    torch.set_num_threads(given.threads)
    pieces = WordPieces()
    banks = treebank_texts(given.data, given.open)
    named = name_texts(given.data, given.open)
    config = labels(banks) | {
        "sources": [ANY, *sorted({t.source for texts in banks.values() for t in texts})],
        "name_sources": list(named),
        "vocab": vocabulary_of([t for texts in [*banks.values(), *named.values()] for t in texts], pieces),
    }
    model = start.begin(config, given.layers, load(given.start) if given.start else None)
    counts = {key: sum(len(t.words.forms) for t in texts) for key, texts in {**banks, **named}.items()}
    print(json.dumps(counts), {key: len(config[key]) for key in ("vocab", "tags", "deps", "lems")}, config["sources"], flush=True)
    dev = {
        lang: list(chunks(trees.documents([trees.flat(b) for b in trees.sentences(given.data / lang / f"{lang}_dev.conllu")], lang), source))
        for lang, source in (("it", "it_pud" if given.open else "it_isdt"), ("en", "en_ewt"))
    }
    train(model, banks, named, given, lambda: "; ".join(right(model, texts, pieces) for texts in dev.values()))
    save(model, given.out)


if __name__ == "__main__":
    main()
