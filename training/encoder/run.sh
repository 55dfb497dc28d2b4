#!/usr/bin/env bash
# Trains and exports the accurate pack of both languages: bash training/encoder/run.sh [TREEBANKS_DIR] [OUT]
#   PYTHON   interpreter with training/it and training/encoder's requirements installed (python3)
#   WORK     folder for intermediate files (build/encoder)
#   OPEN=1   CC BY and CC BY-SA data alone: the open pack, into src/sayso/languages/open; 3,200 steps
#   STEPS    fewer to try things quickly;  START  an encoder to begin with ("" for multilingual-e5-small itself)
# One core: two hours with AMX or AVX-512 bfloat16, an afternoon and more without.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data=${1:-$here/../../../shared/treebanks}
packs=$here/../../src/sayso/languages
out=${2:-$packs/${OPEN:+open}}
[ -n "${2:-}${OPEN:-}" ] || out=$packs/accurate
work=${WORK:-build/encoder}
python=${PYTHON:-python3}
steps=${STEPS:-${OPEN:+3200}}
steps=${steps:-5600}
start=${START-$data/lab/teacher2}

export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 PYTHONHASHSEED=0
export MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=10737418240
export PYTHONPATH=$here/../../src
mkdir -p "$work"

joined() { local IFS=,; echo "$*"; }
it=$(joined "$data"/it/it_{isdt_dev,isdt_old,partut,vit_dev,markit,twittiro}.conllu)
en=$(joined "$data"/en/en_{ewt,gum}.conllu)

if [ -n "${OPEN:-}" ]; then
    it=$(joined "$data"/it/it_{markit,twittiro}.conllu)
    en=$data/en/en_ewt.conllu
    [ -e "$work/open/model.pt" ] || "$python" "$here/train.py" "$data" "$work/open" --open --steps "$steps"
    "$python" "$here/export.py" "$work/open" "$out" --name sayso_open --table "$packs/accurate" \
        --language "it:it_markit:wikigold=$it" --language "en:en_ewt:wikigold=$en" --language "es:any:wikigold@it=$it"
    exit
fi
[ -e "$work/encoder/model.pt" ] || "$python" "$here/train.py" "$data" "$work/encoder" ${start:+--start "$start"} --steps "$steps"
"$python" "$here/export.py" "$work/encoder" "$out" --agreement "$here/../../tests/parse/agreement" \
    --language "it:it_isdt:kind=$it" --language "en:en_ewt:wiki_en=$en" --language "es:any:wiki_it@it=$it"
