# shellcheck shell=bash
# A fresh platform on ports of its own, for the tests that drive it from outside.

STACK_PID=
OUTSIDE_POSTGRES_IS_OURS=

# Prints the first of so many consecutive free ports.
free_ports() {
    local first offset
    for _ in {1..100}; do
        first=$((15000 + RANDOM % 15000))
        for ((offset = 0; offset < $1; offset++)); do
            ! port_in_use $((first + offset)) || continue 2
        done
        printf '%s' "$first"
        return
    done
    fail "no free ports found"
}

# Fails when POSTGRES_URL names a server with a platform on it: its roles would get other passwords, its data other keys.
claim_outside_postgres() {
    [ -n "${POSTGRES_URL:-}" ] || return 0
    "$ROOT/deploy/postgres/roles.sh" --vacant "${DATABASE_SERVICES[@]}" ||
        fail "POSTGRES_URL names a server that is not free for the tests: it cannot be reached or has the platform's roles"
    OUTSIDE_POSTGRES_IS_OURS=yes
}

# Takes away what the tests' platform made on an outside server.
free_outside_postgres() {
    [ -n "$OUTSIDE_POSTGRES_IS_OURS" ] || return 0
    OUTSIDE_POSTGRES_IS_OURS=
    "$ROOT/deploy/postgres/roles.sh" --remove "${DATABASE_SERVICES[@]}" || true
}

# Starts the platform with the debug build and exports its addresses; fails when it does not get ready.
start_stack() {
    local ports local_directory=$ROOT/.local/test-stack
    claim_outside_postgres
    ports=$(free_ports 24)
    rm -rf "$local_directory"
    # The tests' waiting times are the platform's own; only the disk is spared. Journeys name an address each, as a
    # proxy would, so that not all of them together meet the limits of one client. There are two Gateways, and whoever
    # asks in turns finds out whether the one knows what the other has confirmed.
    env SUIYUE_BUILD=debug SUIYUE_SKIP_BUILD=yes SUIYUE_LOCAL="$local_directory" GATEWAY_TRUSTED_PROXIES=127.0.0.1 \
        SUIYUE_POSTGRES_OPTIONS='-c fsync=off' GATEWAY_PORT="$ports" SANDBOX_PORT=$((ports + 1)) \
        MONITOR_PORT=$((ports + 2)) OPERATIONS_BASE_PORT=$((ports + 3)) PUBLIC_URL="http://127.0.0.1:$ports" \
        GATEWAY_INSTANCES=2 "$ROOT/deploy/run" >"$TEST_LOGS/stack.log" 2>&1 &
    STACK_PID=$!
    until [ -s "$local_directory/run/addresses" ]; do
        if ! kill -0 "$STACK_PID" 2>/dev/null; then
            tail -n 30 "$TEST_LOGS/stack.log" >&2
            STACK_PID=
            return 1
        fi
        sleep 0.2
    done
    set -a
    # shellcheck source=/dev/null
    source "$local_directory/run/addresses"
    set +a
    export SUIYUE_LOCAL=$local_directory
}

stop_stack() {
    [ -n "$STACK_PID" ] || return 0
    kill -TERM "$STACK_PID" 2>/dev/null || true
    wait "$STACK_PID" 2>/dev/null || true
    STACK_PID=
    free_outside_postgres
}
