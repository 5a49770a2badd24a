#!/usr/bin/env bash
# Loads the site on a PostgreSQL of its own; arguments go to python -m tests.load:
#   tests/load/run.sh                                                    the whole, into docs/load.md
#   tests/load/run.sh --seconds 10 --worth 500 --crowd 300 --no-write    a short try
set -euo pipefail
cd "$(dirname "$0")/../.."

media=$(mktemp -d)
trap 'rm -rf "$media"' EXIT
unset ALLOWED_HOSTS BEHIND_PROXY CACHE_URL DATABASE_URL DEBUG EMAIL_ADDRESSES EMAIL_URL ERROR_MAIL LOG_FORMAT
unset REPLICA_URLS SECRET_KEY SENTRY_DSN SITE_URL STATIC_ROOT STORAGE_URL
export MEDIA_ROOT=$media
export POSTGRESQL_OPTIONS="${POSTGRESQL_OPTIONS:--c shared_buffers=512MB}"
tests/postgresql.sh .venv/bin/python -m tests.load "$@"
