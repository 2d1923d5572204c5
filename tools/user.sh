#!/usr/bin/env bash
# What a user does with an installed newsbeam, in the folder one stands in: a run over two articles, then questions.
#
#     bash tools/user.sh ENVIRONMENT ARTICLE ARTICLE
set -euo pipefail
bin=$1/bin
mkdir in
cp "$2" "$3" in
for name in pipeline transforms schemas; do echo "raise ImportError('a decoy')" > "$name.py"; done  # nothing here may be imported
"$bin/newsbeam" run --input in --source_root in --output lake --quiet
found=$("$bin/newsbeam" sql lake "SELECT count(*) AS n FROM articles" --format csv | tail -1 | tr -d '\r')
[ "$found" = 2 ] || { echo "$found articles instead of 2"; exit 1; }
"$bin/newsbeam" verify lake
"$bin/newsbeam" validate lake
"$bin/newsbeam" show lake 001_train_derailment.txt > show.txt
"$bin/python" -c "import newsbeam, sys; assert newsbeam.open('lake').dataset('mentions').count_rows() > 20; assert not {'apache_beam', 'spacy'} & set(sys.modules)"
