#!/usr/bin/env bash
# Trains the Italian pack: bash training/it/run.sh [TREEBANKS_DIR] [OUT]
#   PYTHON   interpreter with training/it/requirements.txt installed (python3)
#   WORK     folder for intermediate files (build/pack-it)
#   ENCODER  the joint encoder of training/encoder (build/encoder/encoder): vectors, silver trees and names come from it
#   OPEN=1   open data only: CC BY-SA 4.0, no encoder vectors, no silver, no names
#   STEPS, NAME_STEPS, SILVER_WORDS  to try things quickly
# One core, about 65 minutes, 3 GB of memory. The pack is swapped in at the very end.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data=${1:-$here/../../../shared/treebanks}
out=${2:-$here/../../src/sayso/languages/it}
work=${WORK:-build/pack-it}
python=${PYTHON:-python3}
steps=${STEPS:-3200}
name_steps=${NAME_STEPS:-1500}
silver_words=${SILVER_WORDS:-850000}

export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 PYTHONHASHSEED=0
export MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=10737418240
export PYTHONPATH=$here/../../src  # the tree decoder is the package's own
mkdir -p "$work" "$out"

encoder=${ENCODER:-build/encoder/encoder}
news=$data/raw/dice_it.txt.xz
kind=$data/ner/kind_WN_train.tsv
wiki=("$data/ner/wikineural_it_val.conllu" "$data/ner/wikineural_it_test.conllu")
tests=("$data/it/it_test_isdt.conllu" "$data/it/it_test_vit.conllu")
mix=$data/it/train_all.conllu
[ -z "${OPEN:-}" ] || mix=$data/it/train_open.conllu

run() { echo "== $*" >&2; "$python" "$here/$1.py" "${@:2}"; }

run lemmas build "$out/lemmas.json.gz" --trees "$data/it/train_open.conllu"
run trees train "$work/gold.spacy" --leave-out "${tests[@]}" -- "$mix"
run trees plain "$work/dev.spacy" "$data/it/it_dev.conllu"
run trees plain "$work/test_isdt.spacy" "${tests[0]}"
run trees plain "$work/test_vit.spacy" "${tests[1]}"

if [ -n "${OPEN:-}" ]; then
    run train "$here/parser.cfg" "$work/trees" --paths.train "$work/gold.spacy" \
        --paths.dev "$work/dev.spacy" --training.max_steps "$steps" \
        --components.tok2vec.model.embed.include_static_vectors false
    run assemble "$work/pack" "$work/trees/model-best" --licence "CC BY-SA 4.0"
    run evaluate "$work/pack" "$work/scores.json" --trees "$work"/test_{isdt,vit}.spacy
else
    run names "$work/names.spacy" --held-out "$work/names_held.spacy" --hand "$kind" --silver "${wiki[@]}"
    run names "$work/names_dev.spacy" --hand "$data/ner/kind_WN_dev.tsv"
    "$python" "$here/../encoder/start.py" "$encoder" "$work/teacher" --lang it --source it_isdt --names kind
    run vectors "$work/teacher" "$work/vectors" --trees "$work/gold.spacy" --names "$work/names.spacy" --news "$news"
    run silver "$work/teacher" "$work/silver.spacy" --words "$silver_words" --news "$news" --kind "$kind" --wiki "${wiki[@]}"
    run mix "$work/trees.spacy" "$work/gold.spacy" "$work/gold.spacy" "$work/silver.spacy"
    run mix "$work/all_names.spacy" "$work/names.spacy" "$work/silver.spacy"
    run train "$here/parser.cfg" "$work/trees" --paths.train "$work/trees.spacy" \
        --paths.dev "$work/dev.spacy" --paths.vectors "$work/vectors" --training.max_steps "$steps"
    run train "$here/names.cfg" "$work/ner" --paths.train "$work/all_names.spacy" \
        --paths.dev "$work/names_held.spacy" --paths.vectors "$work/vectors" --training.max_steps "$name_steps"
    run assemble "$work/pack" "$work/trees/model-best" --names "$work/ner/model-best"
    run evaluate "$work/pack" "$work/scores.json" --trees "$work"/test_{isdt,vit}.spacy --names "$work/names_dev.spacy"
fi
run lemmas measure "$out/lemmas.json.gz" "$work/pack" "$work"/test_{isdt,vit}.spacy

rm -rf "$out/pack.old" "$out/pack.new"
cp -r "$work/pack" "$out/pack.new"
[ ! -e "$out/pack" ] || mv "$out/pack" "$out/pack.old"
mv "$out/pack.new" "$out/pack"
rm -rf "$out/pack.old"
run card "$work/scores.json" "$out" --tests "${tests[@]}" "$data/ner/kind_WN_dev.tsv" ${OPEN:+--open}
