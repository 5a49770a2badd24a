#!/usr/bin/env bash
# What can be known without running the site: style, types, templates, security, migrations, deployment settings.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=.venv/bin
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
step() { echo "== $1"; shift; "$@"; }
production() {
    env DATABASE_URL="postgresql://liaison:secret@db.example.org/liaison" SITE_URL="https://liaison.example.org" \
        SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')" BEHIND_PROXY=1 \
        EMAIL_URL="smtp+tls://liaison:secret@mail.example.org" MEDIA_ROOT="$scratch/media" "$@"
}
# Keys of known forms, private keys, and long random words. What is quoted here on purpose (addresses of examples, made-up
# passwords of tests) is not looked for; `pragma: allowlist secret` marks a random word that is no secret.
no_secrets() {
    git ls-files -z --cached --others --exclude-standard -- ':!requirements*.txt' ':!locale' ':!*.png' |
        xargs -0 $bin/detect-secrets-hook --no-verify --base64-limit 5.2 --disable-plugin KeywordDetector \
            --disable-plugin BasicAuthDetector --disable-plugin HexHighEntropyString
}

step "Style" $bin/ruff check .
step "Format" $bin/ruff format --check .
if ls templates >/dev/null 2>&1; then
    step "Templates" $bin/djade --target-version 5.2 --check $(find templates -name '*.html')
fi
step "Catalogs" $bin/python manage.py compile_catalogs
step "Types" $bin/mypy
step "Security" $bin/bandit --quiet --severity-level medium --recursive --configfile pyproject.toml config contacts contributions liaison manage.py
step "Secrets" no_secrets
step "Migrations" env DATABASE_URL="sqlite:///$scratch/db.sqlite3" $bin/python manage.py makemigrations --check --dry-run
step "Deployment settings" production $bin/python manage.py check --deploy --fail-level WARNING
