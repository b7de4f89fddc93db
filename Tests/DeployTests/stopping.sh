#!/usr/bin/env bash
# How the services themselves stop: within ten seconds, whatever the broker does, and without complaints.
# Prints `ok - …` or `not ok - …` per check. Needs the debug build.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
programs=$root/.build/debug
work=$(mktemp -d)
chmod 0755 "$work"
# shellcheck source=/dev/null
source "$here/checks.sh"

base=$((20000 + RANDOM % 8000))
export SUIYUE_PROGRAMS=$programs SUIYUE_LOCAL=$work/local SUIYUE_READY_SECONDS=60
export GATEWAY_PORT=$base SANDBOX_PORT=$((base + 1)) MONITOR_PORT=$((base + 2)) OPERATIONS_BASE_PORT=$((base + 3))
export SUIYUE_POSTGRES_OPTIONS='-c fsync=off'
unset "${!KAFKA_@}" POSTGRES_URL SMS_URL CARRIER_URL REGISTER_URL
run_pid=
broker_pid=

cleanup() {
    for pid in $run_pid $broker_pid; do
        kill -TERM "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap cleanup EXIT

begin() {
    "$root/deploy/run" "$@" >"$work/output" 2>&1 &
    run_pid=$!
}

ready() {
    eventually 60 test -s "$SUIYUE_LOCAL/run/addresses" || {
        cat "$work/output"
        return 1
    }
}

end() {
    kill -TERM "$run_pid"
    wait "$run_pid" 2>/dev/null || true
    run_pid=
}

# Passes when the process ends by SIGTERM within ten seconds.
ends_in_time() {
    local name=$1 pid started=$EPOCHREALTIME
    pid=$(<"$SUIYUE_LOCAL/run/$name.pid")
    kill -TERM "$pid"
    eventually 10 gone "$pid" || return 1
    printf '%s took %s s\n' "$name" "$(awk -v a="$started" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')" >>"$work/times"
}

gone() {
    ! kill -0 "$1" 2>/dev/null
}

alive() {
    eventually 60 curl -fsS -o /dev/null "http://127.0.0.1:$1/healthz"
}

complaints() {
    grep -hE '"level":"(warning|error|critical)"' "$SUIYUE_LOCAL"/logs/{identity,contracts,gateway,monitor}.log || true
}

# Everything there: a stop has nothing to complain about.
begin
check 'the platform starts' ready
complaints >"$work/before"
end
check 'a stop complains about nothing' diff "$work/before" <(complaints)
refuse 'and kills nobody' grep -h 'was killed' "$SUIYUE_LOCAL"/logs/*.log

# A broker that is not there yet; only one that stands in a file may come late.
printf '127.0.0.1:%s\n' $((base + 19)) >"$work/nowhere"
export KAFKA_BROKERS=file:$work/nowhere
begin --services Identity,Contracts,Gateway,Monitor
for port in 3 5 8 9; do
    check "a service lives without a broker" alive $((base + port))
done
sleep 2
for name in identity contracts gateway monitor; do
    check "$name stops in time when the broker was never there" ends_in_time "$name"
done
end

# A broker that went away.
"$programs/Broker" --address-file "$work/broker.address" 2>/dev/null &
broker_pid=$!
eventually 20 test -s "$work/broker.address"
KAFKA_BROKERS=$(<"$work/broker.address")
begin --services Identity,Contracts,Gateway,Monitor
check 'the platform starts with a broker of somebody else' ready
kill -KILL "$broker_pid"
wait "$broker_pid" 2>/dev/null || true
broker_pid=
sleep 3
for name in identity contracts gateway monitor; do
    check "$name stops in time when the broker has gone" ends_in_time "$name"
done
end
unset KAFKA_BROKERS

# Wrong settings, in the service's own words.
status=0
env KAFKA_FETCH_WAIT_MS=soon DATABASE_POOL=none "$root/deploy/run" --services Identity,Gateway >"$work/output" 2>&1 || status=$?
check 'wrong settings end the start' test "$status" = 1
check 'with one of them' grep -q 'KAFKA_FETCH_WAIT_MS' "$work/output"
check 'and the other' grep -q '^DATABASE_POOL: ' "$work/output"
refuse 'but never with their values' grep -qE 'soon|none' "$work/output"

[ -z "${STOPPING_TIMES:-}" ] || cat "$work/times"
check_result
