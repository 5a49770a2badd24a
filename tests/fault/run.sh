#!/usr/bin/env bash
# Kills and crowds, on SQLite and then on PostgreSQL, with a table for each; then a disk that is full, and the site on
# PostgreSQL whose workers and database are killed under readers and a writer, with clients that misbehave (a table):
#   tests/fault/run.sh             200 kills an engine, a few minutes each
#   tests/fault/run.sh --kills 20  fewer of them
set -uo pipefail
cd "$(dirname "$0")/../.."

python=.venv/bin/python
status=0
unset ALLOWED_HOSTS BEHIND_PROXY CACHE_URL DATABASE_URL DEBUG EMAIL_ADDRESSES EMAIL_URL ERROR_MAIL LOG_FORMAT MEDIA_ROOT
unset REPLICA_URLS SECRET_KEY SENTRY_DSN SITE_URL STATIC_ROOT STORAGE_URL
on_both() {
    "$python" -m "$@" || status=1
    tests/postgresql.sh "$python" -m "$@" || status=1
}

on_both tests.fault.numbers
on_both tests.fault.numbers --bare
on_both tests.fault.mails "$@"
"$python" -m pytest -q tests/fault/test_full_disk.py || status=1
"$python" -m tests.fault.web || status=1
[ $status = 0 ] && echo "All held." || echo "FAILED."
exit $status
