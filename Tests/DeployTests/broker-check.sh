#!/usr/bin/env bash
# deploy/run says within 15 s, in one sentence, why a broker named from outside cannot be used, and starts nothing.
# Prints `ok - …` or `not ok - …` per check. Needs the debug build. What brokers answer is tested in Tests/KafkaTests.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
# The database's own user must be able to come this far.
chmod 0755 "$work"
# shellcheck source=/dev/null
source "$here/checks.sh"

mkdir "$work/programs" "$work/notes"
for name in Identity Onboarding Contracts Signing Notifier Gateway Monitor Sandbox Demo; do
    ln -s "$here/stand-ins/program" "$work/programs/$name"
done
ln -s "$root/.build/debug/CheckBroker" "$work/programs/CheckBroker"
base=$((20000 + RANDOM % 8000))
export SUIYUE_PROGRAMS=$work/programs SUIYUE_LOCAL=$work/local STAND_IN_NOTES=$work/notes
export GATEWAY_PORT=$base SANDBOX_PORT=$((base + 1)) MONITOR_PORT=$((base + 2)) OPERATIONS_BASE_PORT=$((base + 3))
export SUIYUE_POSTGRES_OPTIONS='-c fsync=off' SUIYUE_READY_SECONDS=60
unset "${!KAFKA_@}" POSTGRES_URL SMS_URL CARRIER_URL REGISTER_URL
pids=()

finish() {
    local pid
    for pid in "${pids[@]}"; do
        kill -TERM "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT

# Starts somebody who listens on a port and is stopped at the end.
listen() {
    local port=$1
    shift
    "$@" >/dev/null 2>&1 &
    pids+=($!)
    eventually 20 bash -c "exec 3<>/dev/tcp/127.0.0.1/$port"
}

# refused ADDRESS SENTENCE [SETTING…]: the run ends with status 1 and this one line, in time.
refused() {
    local started=$SECONDS status=0 expected="deploy: the broker at $1 cannot be used: $2"
    env "KAFKA_BROKERS=$1" "${@:3}" "$root/deploy/run" >"$work/output" 2>&1 || status=$?
    [ "$status" = 1 ] && [ $((SECONDS - started)) -le 15 ] && diff <(printf '%s\n' "$expected") "$work/output"
}

# The embedded broker, named as if it were somebody else's.
listen_broker() {
    "$root/.build/debug/Broker" --address-file "$work/address" 2>/dev/null &
    pids+=($!)
    eventually 20 test -s "$work/address"
    broker=$(<"$work/address")
}

wrong_setting() {
    ! env "KAFKA_BROKERS=$broker" KAFKA_REPLICATION_FACTOR=many "$root/deploy/run" >"$work/output" 2>&1 &&
        grep -q KAFKA_REPLICATION_FACTOR "$work/output"
}

begin() {
    env "KAFKA_BROKERS=$broker" "$root/deploy/run" >"$work/output" 2>&1 &
    pids+=($!)
    eventually 60 test -s "$SUIYUE_LOCAL/run/addresses"
}

web=$((base + 15)) broker=
check 'a web server listens' listen "$web" python3 -m http.server --bind 127.0.0.1 "$web"
check 'so does a broker' listen_broker
check 'where nobody listens' refused "127.0.0.1:$((base + 17))" 'nothing listens there'
check 'a host name that nobody has' refused nobody.invalid:9092 'the host name is unknown'
check 'what is no address' refused 'nonsense:x' 'an address is host:port'
check 'a web server' refused "127.0.0.1:$web" 'a web server answers there'
check 'a broker without TLS that is spoken to in TLS' \
    refused "$broker" 'it speaks without TLS (KAFKA_SECURITY_PROTOCOL)' KAFKA_SECURITY_PROTOCOL=ssl
check 'nothing was started' test ! -e "$work/notes/started"
check 'a wrong setting is told as one' wrong_setting
check 'a broker that can be used is' begin
check_result
