# shellcheck shell=bash
# PostgreSQL: a cluster of this checkout's own, or the one that POSTGRES_URL administers.

# Sets ADMIN_URL and POSTGRES_ADDRESS; starts the own cluster unless POSTGRES_URL is given, and sets POSTGRES_SOCKET, by
# which services on this machine reach it.
start_postgres() {
    export POSTGRES_SOCKET=
    if [ -n "${POSTGRES_URL:-}" ]; then
        ADMIN_URL=$POSTGRES_URL
        POSTGRES_ADDRESS=$(address_in "$ADMIN_URL")
        return
    fi
    local binaries=/usr/lib/postgresql/15/bin
    local port=${POSTGRES_PORT:-}
    [ -n "$port" ] || port=$(free_port)
    if port_in_use "$port"; then
        fail "port $port is taken; set POSTGRES_PORT"
    fi
    # The server refuses to run as root.
    AS_POSTGRES=()
    if [ "$(id -u)" = 0 ]; then
        AS_POSTGRES=(setpriv --reuid=postgres --regid=postgres --init-groups)
    fi
    choose_cluster_directory
    [ -s "$CLUSTER/PG_VERSION" ] || create_cluster "$binaries"

    # The system allows 107 bytes for the path of a socket.
    local sockets=
    if [ "$(printf '%s' "$CLUSTER/.s.PGSQL.$port" | wc -c)" -le 107 ] && [[ $CLUSTER != *\"* ]]; then
        sockets=\"$CLUSTER\"
        POSTGRES_SOCKET=$(percent_encoded "$CLUSTER"):$port
    fi

    local options=()
    read -r -a options <<<"${SUIYUE_POSTGRES_OPTIONS:-}"
    # A fast shutdown, which SIGINT asks for, does not wait for idle connections.
    export KEEP_STOP_SIGNAL=INT KEEP_STOP_SECONDS=30
    supervise postgres "${AS_POSTGRES[@]}" setpriv --pdeathsig KILL "$binaries/postgres" -D "$CLUSTER" -p "$port" \
        -c listen_addresses=127.0.0.1 -c "unix_socket_directories=$sockets" -c max_connections=200 \
        -c shared_buffers=256MB "${options[@]}"
    unset KEEP_STOP_SIGNAL KEEP_STOP_SECONDS

    POSTGRES_ADDRESS=127.0.0.1:$port
    ADMIN_URL=postgres://postgres:$(<"$LOCAL/secrets/postgres")@$POSTGRES_ADDRESS/postgres
    wait_until postgres "$binaries/pg_isready" -q -h 127.0.0.1 -p "$port"
}

# Sets CLUSTER: .local/postgres, or a directory keyed by it where the user postgres cannot come that far.
choose_cluster_directory() {
    CLUSTER=$LOCAL/postgres
    if [ ${#AS_POSTGRES[@]} -gt 0 ] && ! "${AS_POSTGRES[@]}" test -x "$LOCAL"; then
        CLUSTER=/var/lib/suiyue-$(printf '%s' "$LOCAL" | sha256sum | cut -c 1-12)
        say "The user postgres cannot reach $LOCAL; the database is in $CLUSTER"
    fi
}

create_cluster() {
    local binaries=$1 password_file log=$LOCAL/logs/initdb.log
    say "Creating a PostgreSQL cluster in $CLUSTER"
    # What an interrupted initdb left behind is no cluster and holds nobody's data.
    rm -rf "$CLUSTER"
    mkdir -m 0700 "$CLUSTER"
    password_file=$(mktemp)
    cat "$LOCAL/secrets/postgres" >"$password_file"
    if [ ${#AS_POSTGRES[@]} -gt 0 ]; then
        chown postgres: "$CLUSTER" "$password_file"
    fi
    local status=0
    "${AS_POSTGRES[@]}" "$binaries/initdb" -D "$CLUSTER" -U postgres --pwfile="$password_file" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >"$log" 2>&1 || status=$?
    rm -f "$password_file"
    if [ "$status" != 0 ]; then
        rm -rf "$CLUSTER"
        tail -n 15 "$log" >&2
        fail "initdb failed; see $log"
    fi
}

# Prints a text as it may stand for the host of a URL.
percent_encoded() {
    local text=$1 index character
    for ((index = 0; index < ${#text}; index++)); do
        character=${text:index:1}
        case $character in
        [A-Za-z0-9._~-]) printf '%s' "$character" ;;
        *) printf '%s' "$character" | od -An -v -tx1 | tr -d '\n' | tr ' ' '%' ;;
        esac
    done
}

# Prints host:port of a postgres URL.
address_in() {
    local rest=${1#*://}
    rest=${rest%%[/?]*}
    rest=${rest##*@}
    case $rest in
    *:*) printf '%s' "$rest" ;;
    *) printf '%s:5432' "$rest" ;;
    esac
}
