#!/usr/bin/env bash
# Trains the fast English pack: bash training/en/run.sh [TREEBANKS_DIR] [OUT]; settings as in training/it/run.sh, whose scripts it uses.
#   ENCODER  the joint encoder of training/encoder (build/encoder/encoder): vectors, silver trees and names come from it
# One core, about 45 minutes.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data=${1:-$here/../../../shared/treebanks}
out=${2:-$here/../../src/sayso/languages/en}
work=${WORK:-build/pack-en}
python=${PYTHON:-python3}
encoder=${ENCODER:-build/encoder/encoder}
steps=${STEPS:-3000}
name_steps=${NAME_STEPS:-1500}
silver_words=${SILVER_WORDS:-600000}

export PACK_LANG=en OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 PYTHONHASHSEED=0
export MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=10737418240
export PYTHONPATH=$here/../../src
mkdir -p "$work" "$out"
trees=("$data"/en/en_{ewt,gum,lines,partut}.conllu)
tests=("$data"/en/en_test_{ewt,gum}.conllu)
wiki=("$data"/ner/wikineural_en_{test,val}.conllu)
run() { echo "== $*" >&2; "$python" "$here/../it/$1.py" "${@:2}"; }
plain() { run trees plain "$work/$1.spacy" "$data/en/$2.conllu"; }

run trees train "$work/gold.spacy" --leave-out "${tests[@]}" -- "${trees[@]}"
plain dev en_dev
plain test_ewt en_test_ewt
plain test_gum en_test_gum
run names "$work/names.spacy" --silver "${wiki[0]}"
run names "$work/names_dev.spacy" --silver "${wiki[1]}"
run names "$work/names_test.spacy" --silver "$data/ner/wikigold_en.conllu"
"$python" "$here/../encoder/start.py" "$encoder" "$work/teacher" --lang en --source en_ewt --names wiki_en
run vectors "$work/teacher" "$work/vectors" --trees "$work/gold.spacy" --names "$work/names.spacy"
run silver "$work/teacher" "$work/silver.spacy" --words "$silver_words" --wiki "${wiki[@]}"
run mix "$work/trees.spacy" "$work/gold.spacy" "$work/silver.spacy"
run mix "$work/all_names.spacy" "$work/names.spacy" "$work/silver.spacy"
run train "$here/../it/parser.cfg" "$work/trees" --nlp.lang en --paths.train "$work/trees.spacy" --paths.dev "$work/dev.spacy" \
    --paths.vectors "$work/vectors" --training.max_steps "$steps"
run train "$here/../it/names.cfg" "$work/ner" --nlp.lang en --paths.train "$work/all_names.spacy" --paths.dev "$work/names_dev.spacy" \
    --paths.vectors "$work/vectors" --training.max_steps "$name_steps"
run assemble "$work/pack" "$work/trees/model-best" --names "$work/ner/model-best"
run evaluate "$work/pack" "$work/scores.json" --trees "$work"/test_{ewt,gum}.spacy --names "$work/names_test.spacy"
rm -rf "$out/pack"
cp -r "$work/pack" "$out/pack"
"$python" "$here/lemmas.py" "$out/lemmas.json.gz" --trees "$data/en/en_ewt.conllu" --lexicon "$here/../../src/sayso/languages/en/lexicon"
