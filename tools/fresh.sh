#!/usr/bin/env bash
# The project as its users get it: lock files in an environment of their own, the built wheel, and what they do with it; away from the checkout.
#
#     bash tools/fresh.sh PYTHON PIP LOCK...       PIP: a version, or "stock" for the one that comes with PYTHON
#
# Locks are installed one after the other. Tests what git lists in this folder, committed or not.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
python=$(sh "$root/tools/interpreter.sh" ${1:+"$1"})
pip=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/source"
git -C "$root" ls-files -z --cached --others --exclude-standard --deduplicate |
    tar -c -C "$root" --null --ignore-failed-read --no-recursion -T - | tar -x -C "$work/source"
"$python" -m venv "$work/venv"
cd "$work"
export PIP_DISABLE_PIP_VERSION_CHECK=1
[ "$pip" = stock ] || venv/bin/python -m pip install --quiet "pip==$pip"
echo "$(venv/bin/python --version), $(venv/bin/python -m pip --version | cut -d' ' -f1,2): $*"
for lock; do
    venv/bin/python -m pip install --quiet --no-compile --no-deps --require-hashes --only-binary :all: -r "source/$lock"
    (cd source && ../venv/bin/python -m tools.locks "$lock")
done
venv/bin/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist ./source
venv/bin/python -m pip install --quiet --no-deps ./dist/newsbeam-*.whl
venv/bin/python -m pip check
cp source/seeds/00[01]_*.txt .
rm -rf source
bash "$root/tools/user.sh" venv ./*.txt
echo "$* in $SECONDS s: passed"
