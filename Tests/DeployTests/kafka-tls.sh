#!/usr/bin/env bash
# Kafka behind TLS and mutual TLS: the whole demo and the tool for operators against a broker that was started apart.
# Prints `ok - …` or `not ok - …` per check. Needs the debug build.
#
# The embedded broker speaks no TLS and sends its clients to the address it listens on. So the clients live in a network
# namespace of their own, where a relay with TLS listens on that address.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ "${1:-}" != inside ]; then
    new=(unshare --net)
    [ "$(id -u)" = 0 ] || new=(unshare --user --map-current-user --keep-caps --net)
    if ! "${new[@]}" ip link set lo up 2>/dev/null; then
        printf '# Kafka behind TLS is not tested: network namespaces are not permitted here\n'
        exit 0
    fi
fi

root=$(cd "$here/../.." && pwd)
programs=$root/.build/debug
# shellcheck source=/dev/null
source "$here/checks.sh"
pids=()

# Starts a program that is stopped at the end, its output in $work/NAME.out.
begin() {
    local name=$1
    shift
    "$@" >"$work/$name.out" 2>&1 &
    pids+=($!)
}

finish() {
    local pid
    for pid in "${pids[@]}"; do
        kill -TERM "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
}

if [ "${1:-}" != inside ]; then
    work=$(mktemp -d)
    # The database's own user must be able to come this far.
    chmod 0755 "$work"
    trap 'finish; rm -rf "$work"' EXIT
    begin broker "$programs/Broker" --address-file "$work/address"
    eventually 20 test -s "$work/address"
    begin out "$here/tls/relay" out "$work/socket" "$(sed 's/.*://' "$work/address")"
    eventually 20 grep -qs listening "$work/out.out"
    "${new[@]}" "${BASH_SOURCE[0]}" inside "$work"
    exit
fi

work=$2
trap finish EXIT
ip link set lo up
address=$(<"$work/address")
unset "${!KAFKA_@}" POSTGRES_URL
export KAFKA_BROKERS=$address KAFKA_SECURITY_PROTOCOL=ssl

# An authority, or a certificate that one has signed:  authority NAME   certificate NAME AUTHORITY SUBJECT-ALT-NAME
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1" \
        -keyout "$work/$1.key" -out "$work/$1.pem" 2>/dev/null
}
certificate() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
        -keyout "$work/$1.key" -out "$work/$1.csr" 2>/dev/null
    openssl x509 -req -in "$work/$1.csr" -days 2 -CA "$work/$2.pem" -CAkey "$work/$2.key" -CAcreateserial \
        -extfile <(printf 'subjectAltName=%s\n' "$3") -out "$work/$1.pem" 2>/dev/null
}
authority ours
authority strange
certificate broker ours IP:127.0.0.1
certificate misnamed ours DNS:elsewhere.example
certificate client ours DNS:client.example
certificate stranger strange DNS:client.example

# Puts the relay with these certificates in front of the broker.
serve() {
    finish
    pids=()
    begin in "$here/tls/relay" in "$work/socket" "${address##*:}" "$@"
    eventually 20 grep -qs listening "$work/in.out"
}

letters() {
    env "$@" "$programs/DeadLetters" list --service contracts >"$work/letters" 2>&1
}
# Passes when the look before a start says in one line why not.
looked() {
    ! env "${@:2}" "$programs/CheckBroker" >"$work/looked" 2>&1 && diff <(wc -l <"$work/looked") <(echo 1) &&
        { grep -q "cannot be used: $1" "$work/looked" || { cat "$work/looked" && false; }; }
}
ca=KAFKA_SSL_CA_LOCATION=$work/ours.pem
as_client=("KAFKA_SSL_CERTIFICATE_LOCATION=$work/client.pem" "KAFKA_SSL_KEY_LOCATION=$work/client.key")

serve "$work/broker.pem" "$work/broker.key"
check 'a broker behind TLS is read' letters "$ca"
refuse 'not by who does not know its authority' letters "KAFKA_SSL_CA_LOCATION=$work/strange.pem"
check 'who is told why' grep -q 'certificate verify failed' "$work/letters"
check 'also by the look before a start' looked 'TLS is not agreed on' "KAFKA_SSL_CA_LOCATION=$work/strange.pem"
refuse 'and not without TLS' letters KAFKA_SECURITY_PROTOCOL=plaintext
check 'which is told as that' looked 'TLS is spoken there' KAFKA_SECURITY_PROTOCOL=plaintext
refuse 'a missing file of authorities is an error' letters "KAFKA_SSL_CA_LOCATION=$work/absent.pem"
check 'that names the property' grep -q 'ssl.ca.location' "$work/letters"

serve "$work/misnamed.pem" "$work/misnamed.key"
refuse 'a broker under another name is refused' letters "$ca"
check 'who is told that too' grep -q 'certificate verify failed' "$work/letters"

serve "$work/broker.pem" "$work/broker.key" "$work/ours.pem"
refuse 'mutual TLS refuses who shows no certificate' letters "$ca"
check 'which is told too' looked 'it ends the TLS connection\|TLS is not agreed on' "$ca"
refuse 'and who shows a stranger'"'"'s' letters "$ca" "KAFKA_SSL_CERTIFICATE_LOCATION=$work/stranger.pem" \
    "KAFKA_SSL_KEY_LOCATION=$work/stranger.key"
check 'with a certificate of ours it is read' letters "$ca" "${as_client[@]}"

base=$((20000 + RANDOM % 8000))
check 'the whole demo runs over mutual TLS' env "$ca" "${as_client[@]}" \
    SUIYUE_PROGRAMS="$programs" SUIYUE_LOCAL="$work/local" SUIYUE_POSTGRES_OPTIONS='-c fsync=off' \
    GATEWAY_PORT=$base SANDBOX_PORT=$((base + 1)) MONITOR_PORT=$((base + 2)) OPERATIONS_BASE_PORT=$((base + 3)) \
    PUBLIC_URL="http://127.0.0.1:$base" "$root/deploy/run" --demo
refuse 'without the embedded broker' test -e "$work/local/logs/broker.log"
check_result
