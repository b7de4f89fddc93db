#!/usr/bin/env bash
# deploy/run with stand-in programs and a real PostgreSQL: starts, restarts, scales, refuses a second, stops.
# Prints `ok - …` or `not ok - …` per check.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
# The database's own user must be able to come this far.
chmod 0755 "$work"
# shellcheck source=/dev/null
source "$here/checks.sh"

mkdir "$work/programs" "$work/notes"
for name in Identity Onboarding Contracts Signing Notifier Gateway Monitor Broker Sandbox Demo; do
    ln -s "$here/stand-ins/program" "$work/programs/$name"
done
base=$((20000 + RANDOM % 8000))
export SUIYUE_PROGRAMS=$work/programs SUIYUE_LOCAL=$work/local STAND_IN_NOTES=$work/notes
export GATEWAY_PORT=$base SANDBOX_PORT=$((base + 1)) MONITOR_PORT=$((base + 2)) OPERATIONS_BASE_PORT=$((base + 3))
export SUIYUE_POSTGRES_OPTIONS='-c fsync=off' SUIYUE_READY_SECONDS=60
unset "${!KAFKA_@}" POSTGRES_URL SMS_URL CARRIER_URL REGISTER_URL
run_pid=

cleanup() {
    [ -z "$run_pid" ] || kill -TERM "$run_pid" 2>/dev/null || true
    [ -z "$run_pid" ] || wait "$run_pid" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

start() {
    "$root/deploy/run" "$@" >"$work/output" 2>&1 &
    run_pid=$!
    eventually 60 test -s "$SUIYUE_LOCAL/run/addresses" || {
        cat "$work/output" >&2
        return 1
    }
}

pid_of() {
    cat "$SUIYUE_LOCAL/run/$1.pid"
}

environment_of() {
    sed -n "s/^$2=//p" "$work/notes/$1.environment"
}

all_gone() {
    local pid
    for pid in "${pids[@]}"; do
        ! kill -0 "$pid" 2>/dev/null || return 1
    done
}

came_back() {
    [ -s "$SUIYUE_LOCAL/run/$1.pid" ] && [ "$(pid_of "$1")" != "$2" ] &&
        curl -fsS -o /dev/null "http://127.0.0.1:$3/readyz"
}

# Prints every process that came out of a run here, also those that nobody remembers.
descendants() {
    local file
    for file in /proc/[0-9]*/environ; do
        if [ "$file" != "/proc/$$/environ" ] && grep -qsz "^SUIYUE_LOCAL=$SUIYUE_LOCAL\$" "$file"; then
            tr '\0' ' ' <"${file%environ}cmdline" 2>/dev/null && echo
        fi
    done
}

none_left() {
    # What the check itself has started is there too, but never twice.
    ! descendants | grep -Ev 'run-supervision|^(grep|tr) ' | grep .
}

remember_pids() {
    pids=()
    local file
    for file in "$SUIYUE_LOCAL"/run/*.pid; do
        pids+=("$(<"$file")")
    done
}

export CONTRACTS_INSTANCES=2
check 'it starts everything and says where' start
check 'the platform answers' curl -fsS -o /dev/null "http://127.0.0.1:$GATEWAY_PORT/readyz"
check 'it prints the address' grep -q "http://127.0.0.1:$GATEWAY_PORT" "$work/output"
check 'a second instance runs beside the first' test -s "$SUIYUE_LOCAL/run/contracts-2.pid"
check 'the monitor knows both instances' grep -q 'contracts-2=http' "$work/notes/monitor.environment"
check 'the certificate authority is made once' test "$(wc -l <"$work/notes/authority")" = 1
check 'the services follow the broker by a file' test "$(environment_of contracts KAFKA_BROKERS)" = "file:$SUIYUE_LOCAL/broker.address"
check 'the pages find Debian JavaScript' test -s "$SUIYUE_LOCAL/public/vendor/bootstrap.min.css"

app=$(environment_of contracts DATABASE_URL)
owner=$(environment_of contracts DATABASE_OWNER_URL)
check 'the owner makes the schema' psql -qX "$owner" -c 'CREATE SCHEMA contracts' -c 'CREATE TABLE contracts.kept (n int)'
check 'the runtime role logs in' psql -qXAt "$app" -c 'SELECT 1' -o /dev/null
refuse 'the runtime role creates no schema' psql -qX "$app" -c 'CREATE SCHEMA other'
refuse 'another service does not read it' psql -qX "$(environment_of signing DATABASE_URL)" -c 'TABLE contracts.kept'
check 'secrets are for their owner only' test "$(stat -c %a "$SUIYUE_LOCAL/secrets/contracts_app")" = 600
refuse 'the monitor has no sealing keys' grep -q '^SEALING_KEYS=' "$work/notes/monitor.environment"
refuse 'only Signing has the passphrase' grep -q '^AUTHORITY_PASSPHRASE=' "$work/notes/identity.environment"
refuse 'no password stands in the process list' bash -c "ps -eo args | grep -F '$(<"$SUIYUE_LOCAL/secrets/contracts_app")' | grep -v grep"
keys=$(environment_of identity SEALING_KEYS)

refuse 'a second run does not start' "$root/deploy/run"
check 'and says why' bash -c "'$root/deploy/run' 2>&1 | grep -q 'already running'"

old=$(pid_of contracts)
kill -KILL "$old"
check 'a killed service comes back' eventually 20 came_back contracts "$old" $((OPERATIONS_BASE_PORT + 2))
old=$(pid_of postgres)
kill -KILL "$old"
check 'a killed database comes back with its data' eventually 30 psql -qX "$owner" -c 'TABLE contracts.kept' -o /dev/null

remember_pids
rm -f "$work/notes/stopped"
kill -TERM "$run_pid"
status=0
wait "$run_pid" || status=$?
run_pid=
check 'it ends by the signal' test "$status" = 143
check 'nothing is left running' eventually 5 all_gone
check 'no sleeper either' eventually 5 none_left
check 'those who ask stop first, what all need last' diff \
    <(printf '%s\n' monitor gateway contracts contracts-2 identity notifier onboarding signing Broker Sandbox) \
    <(sed -n 1,2p "$work/notes/stopped"; sed -n 3,8p "$work/notes/stopped" | sort; sed -n '9,$p' "$work/notes/stopped" | sort)
unset CONTRACTS_INSTANCES

check 'it starts again on the same data' start --services Identity,contracts
check 'with the same keys' test "$(environment_of identity SEALING_KEYS)" = "$keys"
owner=$(environment_of contracts DATABASE_OWNER_URL)
check 'and the same database' psql -qX "$owner" -c 'TABLE contracts.kept' -o /dev/null
refuse 'only the services asked for' test -e "$SUIYUE_LOCAL/run/gateway.pid"
remember_pids
kill -KILL "$run_pid"
wait "$run_pid" 2>/dev/null || true
run_pid=
check 'nothing outlives a killed run' eventually 40 all_gone

started=$SECONDS status=0
env STAND_IN_WRONG='Contracts Signing' "$root/deploy/run" >"$work/output" 2>&1 || status=$?
check 'wrong settings end the start' test "$status" = 1
check 'at once' test $((SECONDS - started)) -lt 30
check 'with all that is wrong' test "$(grep -cE '^(FIRST|SECOND)_KEY: is missing$' "$work/output")" = 4
check 'and with whose settings they are' grep -q 'contracts signing cannot start' "$work/output"
started=$SECONDS
refuse 'a program that dies again and again ends the start' \
    env STAND_IN_CRASHING=Broker bash -c "'$root/deploy/run' >'$work/output' 2>&1"
check 'before its time is up' test $((SECONDS - started)) -lt 30
check 'with its last words' grep -q 'broker came upon something' "$work/output"
check 'and leaves nothing running' eventually 5 none_left

export STAND_IN_DEMO_STATUS=3
status=0
"$root/deploy/run" --demo >"$work/output" 2>&1 || status=$?
check 'the demo runs and gives its exit code' test "$status" = 3
check 'the demo is told the address' grep -q "demo on http://127.0.0.1:$GATEWAY_PORT" "$work/output"
check 'the demo leaves nothing running' test ! -e "$SUIYUE_LOCAL/run/postgres.pid"
STAND_IN_DEMO_STATUS=0
check 'the demo takes a running platform' env SUIYUE_GATEWAY_URL=http://127.0.0.1:1 "$root/deploy/run" --demo

check_result
