#!/usr/bin/env bash
# Trains the fast English pack: bash training/en/run.sh [TREEBANKS_DIR] [OUT]; settings as in training/it/run.sh, whose scripts it uses.
# One core, about 25 minutes. No static vectors: the encoder's vocabulary was cut to Italian.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data=${1:-$here/../../../shared/treebanks}
out=${2:-$here/../../src/sayso/languages/en}
work=${WORK:-build/pack-en}
python=${PYTHON:-python3}
steps=${STEPS:-3000}
name_steps=${NAME_STEPS:-1500}

export PACK_LANG=en OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 PYTHONHASHSEED=0
mkdir -p "$work" "$out"
trees=("$data"/en/en_{ewt,gum,lines,partut}.conllu)
tests=("$data"/en/en_test_{ewt,gum}.conllu)
run() { echo "== $*" >&2; "$python" "$here/../it/$1.py" "${@:2}"; }
plain() { run trees plain "$work/$1.spacy" "$data/en/$2.conllu"; }

run trees train "$work/gold.spacy" --leave-out "${tests[@]}" -- "${trees[@]}"
plain dev en_dev
plain test_ewt en_test_ewt
plain test_gum en_test_gum
run names "$work/names.spacy" --silver "$data/ner/wikineural_en_test.conllu"
run names "$work/names_dev.spacy" --silver "$data/ner/wikineural_en_val.conllu"
run names "$work/names_test.spacy" --silver "$data/ner/wikigold_en.conllu"
run train "$here/../it/parser.cfg" "$work/trees" --nlp.lang en --paths.train "$work/gold.spacy" --paths.dev "$work/dev.spacy" \
    --training.max_steps "$steps" --components.tok2vec.model.embed.include_static_vectors false
run train "$here/../it/names.cfg" "$work/ner" --nlp.lang en --paths.train "$work/names.spacy" --paths.dev "$work/names_dev.spacy" \
    --training.max_steps "$name_steps" --components.ner.model.tok2vec.embed.include_static_vectors false
run assemble "$work/pack" "$work/trees/model-best" --names "$work/ner/model-best"
run evaluate "$work/pack" "$work/scores.json" --trees "$work"/test_{ewt,gum}.spacy --names "$work/names_test.spacy"
rm -rf "$out/pack"
cp -r "$work/pack" "$out/pack"
"$python" "$here/lemmas.py" "$out/lemmas.json.gz" --trees "$data/en/en_ewt.conllu" --lexicon "$here/../../src/sayso/languages/en/lexicon"
