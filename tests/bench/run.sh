#!/usr/bin/env bash
# Fills PostgreSQL with BENCH_SIZE documents (200,000) and a quarter as many statements, both engines with a tenth of that
# and with BENCH_SMALL (1,000); times their pages in turns, and what stands beside a floor; prints the tables, writes them
# into docs/performance.md, and fails where a page takes longer than it may. With BENCH_LARGEST (1000000) PostgreSQL is filled
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

if "$python" -m venv "$folder/weasyprint" && "$folder/weasyprint/bin/pip" install --quiet weasyprint; then
    export WEASYPRINT_PYTHON=$folder/weasyprint/bin/python
else
    echo "WeasyPrint cannot be installed here: not compared." >&2
fi

tests/postgresql.sh "$python" -m tests.bench "$folder" --size "$size" --small "$small" --turns "$turns" \
    ${largest:+--largest "$largest"}
