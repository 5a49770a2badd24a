#!/usr/bin/env bash
# Fills PostgreSQL with BENCH_SIZE documents (200,000) and a quarter as many statements, SQLite with a tenth of that,
# and both with BENCH_SMALL (1,000); times their pages; prints the table, writes it into docs/performance.md, and fails
# where a page takes longer than it may. With BENCH_LARGEST (1000000) PostgreSQL is filled and timed once more.
set -euo pipefail
cd "$(dirname "$0")/../.."

python=.venv/bin/python
size=${BENCH_SIZE:-200000} small=${BENCH_SMALL:-1000} turns=${BENCH_TURNS:-40} largest=${BENCH_LARGEST:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unset DATABASE_URL ALLOWED_HOSTS SITE_URL
unset CACHE_URL
export POSTGRESQL_OPTIONS="-c shared_buffers=1GB"  # a quarter of the memory of a small server

bench() { "$python" -m tests.bench --size "$1" --turns "$turns" --table "$2"; }
export -f bench
export python turns

tests/postgresql.sh bash -c "bench $small $folder/1.json"
tests/postgresql.sh bash -c "bench $size $folder/2.json"
[ -z "$largest" ] || tests/postgresql.sh bash -c "bench $largest $folder/3.json"
DATABASE_URL="sqlite:///$folder/small.sqlite3" bench "$small" "$folder/4.json"
DATABASE_URL="sqlite:///$folder/large.sqlite3" bench "$((size / 10))" "$folder/5.json"
"$python" -m tests.bench.table "$folder"/*.json
