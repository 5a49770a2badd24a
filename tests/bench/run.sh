#!/usr/bin/env bash
# Fills PostgreSQL with BENCH_SIZE documents (200,000) and a quarter as many statements, both engines with a tenth of that
# and with BENCH_SMALL (1,000); times their pages, and what stands beside a floor; prints the tables, writes them into
# docs/performance.md, and fails where a page takes longer than it may. With BENCH_LARGEST (1000000) PostgreSQL is filled
# and timed once more. WeasyPrint is installed into a virtual environment of its own, and left out where it cannot be.
set -euo pipefail
cd "$(dirname "$0")/../.."

python=.venv/bin/python
size=${BENCH_SIZE:-200000} small=${BENCH_SMALL:-1000} turns=${BENCH_TURNS:-40} largest=${BENCH_LARGEST:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unset DATABASE_URL ALLOWED_HOSTS SITE_URL
unset CACHE_URL
memory=$(awk '/^MemTotal/ {print int($2 / 4)}' /proc/meminfo)  # a quarter, as docs/operations.md says
export POSTGRESQL_OPTIONS="-c shared_buffers=${memory}kB"

bench() { "$python" -m tests.bench --size "$1" --turns "$turns" --table "$2"; }
export -f bench
export python turns

if "$python" -m venv "$folder/weasyprint" && "$folder/weasyprint/bin/pip" install --quiet weasyprint; then
    export WEASYPRINT_PYTHON=$folder/weasyprint/bin/python
else
    echo "WeasyPrint cannot be installed here: not compared." >&2
fi

tests/postgresql.sh bash -c "bench $small $folder/1.json"
tests/postgresql.sh bash -c "bench $((size / 10)) $folder/2.json"
tests/postgresql.sh bash -c "bench $size $folder/3.json"
[ -z "$largest" ] || tests/postgresql.sh bash -c "bench $largest $folder/4.json"
DATABASE_URL="sqlite:///$folder/small.sqlite3" bench "$small" "$folder/5.json"
DATABASE_URL="sqlite:///$folder/large.sqlite3" bench "$((size / 10))" "$folder/6.json"
"$python" -m tests.bench.table "$folder"/*.json
