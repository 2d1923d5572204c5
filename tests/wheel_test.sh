#!/usr/bin/env bash
# The built wheel in a fresh environment, away from the checkout: install, run on two articles, query.
set -euo pipefail
python=$(realpath -s "$1")
root=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git -C "$root" archive HEAD | tar -x -C "$work" --one-top-level=source
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir "$work/dist" "$work/source"
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$root/requirements.lock"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$work"/dist/newsbeam-*.whl
mkdir "$work/in"
cp "$root"/seeds/00[01]_*.txt "$work/in"
rm -rf "$work/source"
cd "$work"
for name in pipeline transforms schemas; do echo "raise ImportError('a decoy')" > "$name.py"; done  # nothing here may be imported
venv/bin/newsbeam run --input in --source_root in --output lake --quiet
found=$(venv/bin/newsbeam sql lake "SELECT count(*) AS n FROM articles" --format csv | tail -1 | tr -d '\r')
[ "$found" = 2 ] || { echo "wheel test: $found articles instead of 2"; exit 1; }
venv/bin/newsbeam verify lake
venv/bin/newsbeam validate lake
venv/bin/newsbeam show lake 001_train_derailment.txt > show.txt
venv/bin/python -c "import newsbeam, sys; assert newsbeam.open('lake').dataset('mentions').count_rows() > 20; assert not {'apache_beam', 'spacy'} & set(sys.modules)"
echo "wheel test: passed"
