#!/usr/bin/env bash
# Starts the site on a register of its own, made up and thrown away, and walks its pages: tests/access/run.sh --languages en
# With a module's name first it is that which runs: tests/access/run.sh tests.access.pictures
set -euo pipefail
cd "$(dirname "$0")/../.."

module=tests.access
case ${1:-} in tests.*) module=$1; shift ;; esac
scratch=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)")  # in memory where there is room
trap 'rm -rf "$scratch"' EXIT
unset ALLOWED_HOSTS BEHIND_PROXY CACHE_URL DEBUG EMAIL_URL SECRET_KEY SITE_URL
export DATABASE_URL=sqlite:///$scratch/db.sqlite3 MEDIA_ROOT=$scratch/media EMAIL_ADDRESSES=click DJANGO_ALLOW_ASYNC_UNSAFE=1
.venv/bin/python -m $module "$@"
