#!/bin/sh
# Print the path of the first interpreter that can make newsbeam's environment, or say what is wrong with each and fail.
#
#     sh tools/interpreter.sh [NAME|PATH ...]       default: python3.11 python3.12 python3.13 python3
#
# A name is looked up in every folder of PATH, then among pyenv's versions. Each candidate is run before it is believed: a name on PATH may be
# the dead shim of a version manager, may be too old, or may lack what environments are made with. Uses nothing but the shell's own commands.

probe='
import sys
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    print("is Python %d.%d; 3.11, 3.12 or 3.13 is needed" % sys.version_info[:2]); sys.exit(3)
try:
    import ensurepip, venv
except ImportError:
    print("cannot make environments; on Debian and Ubuntu: apt install python%d.%d-venv" % sys.version_info[:2]); sys.exit(3)
'
failures=
try() {
    answer=$("$1" -c "$probe" 2>/dev/null) && { printf '%s\n' "$1"; exit 0; }
    [ $? = 3 ] || answer="does not run"
    failures="$failures
  $1 $answer"
}

[ $# -gt 0 ] || set -- python3.11 python3.12 python3.13 python3
for name; do
    case $name in
        */*) if [ -x "$name" ]; then try "$name"; else failures="$failures
  $name is not there"; fi; continue ;;
    esac
    IFS=:
    for folder in $PATH "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin; do
        if [ -f "$folder/$name" ] && [ -x "$folder/$name" ]; then try "$folder/$name"; fi
    done
    unset IFS
done
printf '%s\n' "no Python that works (looked for: $*)${failures:-: none is installed}" \
    "install one (Debian, Ubuntu: apt install python3.11 python3.11-venv), or name yours: make … PYTHON=/path/to/python3.12" >&2
exit 1
