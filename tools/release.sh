#!/usr/bin/env bash
# What is released, into a folder: wheel, source distribution, the runtime lock, a bill of materials (CycloneDX) and hashes; then installed from it
# as a user would who accepts nothing else than these bytes, and used.
#
#     bash tools/release.sh PYTHON FOLDER       PYTHON: that of an environment with requirements-release.lock
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
mkdir -p "$2" && out=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f "$out"/*
SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)  # times are those of the commit
export SOURCE_DATE_EPOCH PIP_DISABLE_PIP_VERSION_CHECK=1
mkdir "$work/source"
git -C "$root" ls-files -z --cached --others --exclude-standard --deduplicate |
    tar -c -C "$root" --null --ignore-failed-read --no-recursion -T - | tar -x -C "$work/source"
(cd "$work/source" && "$python" -m build --no-isolation --outdir "$out" . > "$work/build.log") || { tail -20 "$work/build.log"; exit 1; }
cp "$root/requirements.lock" "$out"

cd "$work"
"$python" -m venv installed
wheel=$(basename "$out"/newsbeam-*.whl)
installed/bin/python -m pip install --quiet --no-compile --no-deps --require-hashes --only-binary :all: -r "$out/requirements.lock"
echo "newsbeam @ file://$out/$wheel --hash=sha256:$(sha256sum "$out/$wheel" | cut -d' ' -f1)" > wheel.txt
installed/bin/python -m pip install --quiet --no-deps --require-hashes --only-binary :all: -r wheel.txt
installed/bin/python -m pip check > /dev/null
name=$(basename "$wheel" | cut -d- -f1,2)
[ "$(installed/bin/newsbeam --version)" = "${name#newsbeam-}" ]
bash "$root/tools/user.sh" installed "$root"/seeds/00[01]_*.txt
"$python" -m cyclonedx_py environment installed --output-reproducible --spec-version 1.6 --output-format JSON --output-file "$out/$name.cdx.json"
cd "$out" && sha256sum ./* > "$work/SHA256SUMS" && mv "$work/SHA256SUMS" .
echo "$out: $(ls "$out" | tr '\n' ' ')"
