#!/usr/bin/env bash
# All tests on SQLite, then on PostgreSQL those that need a database and no browser, of many cases one unless they try
# the engine itself. What this machine lacks is left out and named at the end; with CI=1 nothing may be left out.
# Arguments go to pytest: tests/run.sh tests/test_settings.py -x
set -uo pipefail
cd "$(dirname "$0")/.."

python=.venv/bin/python
log=$(mktemp)
trap 'rm -f "$log"' EXIT
results=()
status=0

run_on() {
    local database=$1 code said
    shift
    echo "== Tests on $database"
    "$@" 2>&1 | tee "$log"
    code=${PIPESTATUS[0]}
    said="$(grep -E ' in [0-9.]+s' "$log" | tail -n 1 | sed 's/^=* //; s/ =*$//')"
    if [ "$code" = 1 ]; then  # on a busy machine a browser may be late: what failed is tried once more, by itself
        echo "== Once more on $database, one after the other: what failed"
        "$@" --last-failed --last-failed-no-failures none --numprocesses 0 --maxfail 1
        code=$?
        [ "$code" = 0 ] && said+="; WHAT FAILED PASSED BY ITSELF"
    fi
    [ "$code" = 0 ] || status=1
    results+=("$database: $said (exit $code)")
}

leave_out() {
    results+=("SKIPPED: $1")
    [ "${CI:-0}" = 0 ] || status=1
}

workers=$(($(nproc) + 1))  # one more than there are cores, for browsers and killed workers are waited for
pytest=("$python" -m pytest --numprocesses "$workers" --dist worksteal "$@")
unset ALLOWED_HOSTS BEHIND_PROXY CACHE_URL DATABASE_URL DEBUG EMAIL_ADDRESSES EMAIL_URL ERROR_MAIL LOG_FORMAT MEDIA_ROOT
unset REPLICA_URLS SECRET_KEY SENTRY_DSN SITE_URL STATIC_ROOT STORAGE_URL
run_on "SQLite" "${pytest[@]}"
if server=$(tests/postgresql.sh 2>/dev/null); then
    run_on "$server" tests/postgresql.sh "${pytest[@]}" --second-engine
else
    leave_out "all tests on PostgreSQL: no server found"
fi
for tool in chromium openssl pdftotext qpdf soffice xgettext; do
    command -v $tool >/dev/null || leave_out "tests that need $tool: it is not installed"
done

echo
echo "== Summary"
printf '%s\n' "${results[@]}"
[ $status = 0 ] && echo "All passed." || echo "FAILED."
exit $status
