# shellcheck shell=bash
# Which program is started with which environment.

# The services of this run, from --services or all of them.
choose_services() {
    CHOSEN=()
    local name known
    if [ -z "$1" ]; then
        CHOSEN=("${SERVICES[@]}")
        return
    fi
    for name in ${1//,/ }; do
        known=
        for service in "${SERVICES[@]}"; do
            if [ "${service,,}" = "${name,,}" ]; then
                known=$service
            fi
        done
        [ -n "$known" ] || fail "there is no service $name; there are ${SERVICES[*]}"
        CHOSEN+=("$known")
    done
}

# Lays out every instance: INSTANCE_SERVICES, INSTANCE_NAMES and INSTANCE_PORTS (of the operations port) side by side,
# and FRONT_PORTS by the name of each Gateway.
# The first of each service keeps its ports whatever else is started; further ones come behind.
plan_instances() {
    INSTANCE_SERVICES=() INSTANCE_NAMES=() INSTANCE_PORTS=()
    declare -gA FRONT_PORTS=()
    local index service number count name port front
    FURTHER_PORT=$((OPERATIONS_BASE_PORT + ${#SERVICES[@]}))
    for index in "${!SERVICES[@]}"; do
        service=${SERVICES[index]}
        [[ " ${CHOSEN[*]} " == *" $service "* ]] || continue
        count=$(instances_of "$service")
        case $service in
        Monitor) ((count <= 1)) || fail "$service has one port; run one of it on one machine" ;;
        esac
        for ((number = 1; number <= count; number++)); do
            name=${service,,} port=$((OPERATIONS_BASE_PORT + index)) front=$GATEWAY_PORT
            if ((number > 1)); then
                name+=-$number
                take_further_port port
                [ "$service" != Gateway ] || take_further_port front
            fi
            INSTANCE_SERVICES+=("$service") INSTANCE_NAMES+=("$name") INSTANCE_PORTS+=("$port")
            [ "$service" != Gateway ] || FRONT_PORTS[$name]=$front
        done
    done
}

# Sets the named variable to the next port behind the operations ports; with the defaults, 8080 and 8090 lie there.
take_further_port() {
    while [[ " $GATEWAY_PORT $SANDBOX_PORT $MONITOR_PORT " == *" $FURTHER_PORT "* ]]; do ((FURTHER_PORT++)); done
    printf -v "$1" '%s' "$((FURTHER_PORT++))"
}

# Prints the addresses of all Gateways, the first one first, with commas between.
gateway_urls() {
    local name list=
    for name in "${INSTANCE_NAMES[@]}"; do
        [ -z "${FRONT_PORTS[$name]:-}" ] || list+=${list:+,}http://127.0.0.1:${FRONT_PORTS[$name]}
    done
    printf '%s' "$list"
}

# Prints name=url of every operations port, for Monitor.
operations_targets() {
    local index list=
    for index in "${!INSTANCE_NAMES[@]}"; do
        list+=${list:+,}${INSTANCE_NAMES[index]}=http://127.0.0.1:${INSTANCE_PORTS[index]}
    done
    printf '%s' "$list"
}

check_programs() {
    local name
    for name in "$@"; do
        [ -x "$PROGRAMS/$name" ] || fail "$PROGRAMS/$name is missing; build it first"
    done
}

# Ends the run when a port that it needs is taken by somebody else.
check_ports() {
    local ports=("${INSTANCE_PORTS[@]}") port
    ports+=("${FRONT_PORTS[@]}")
    [[ " ${CHOSEN[*]} " != *" Monitor "* ]] || ports+=("$MONITOR_PORT")
    ! needs_sandbox || ports+=("$SANDBOX_PORT")
    for port in "${ports[@]}"; do
        if port_in_use "$port"; then
            fail "port $port is taken; see GATEWAY_PORT, SANDBOX_PORT, MONITOR_PORT and OPERATIONS_BASE_PORT"
        fi
    done
}

# True unless every provider's address is given from outside.
needs_sandbox() {
    [ -z "${SMS_URL:-}" ] || [ -z "${CARRIER_URL:-}" ] || [ -z "${REGISTER_URL:-}" ]
}

start_sandbox() {
    supervise sandbox "$ROOT/deploy/lib/with-environment" Sandbox env "SANDBOX_PORT=$SANDBOX_PORT" "$PROGRAMS/Sandbox"
}

# Ends the run, in one sentence, when the brokers given from outside cannot be used; makes the topics they lack.
# A file: is an embedded broker's, which may come late.
check_broker() {
    case ${KAFKA_BROKERS:-} in '' | file:*) return 0 ;; esac
    check_programs CheckBroker
    local log=$LOCAL/logs/broker-check.log status=0
    # In the background, so that a signal is heard at once.
    "$PROGRAMS/CheckBroker" >"$log" 2>&1 9>&- &
    wait $! || status=$?
    [ "$status" = 0 ] || fail "$(<"$log")"
    [ ! -s "$log" ] || say "$(<"$log")"
}

# Starts the embedded broker and sets KAFKA_BROKERS, unless that is given from outside.
start_broker() {
    [ -z "${KAFKA_BROKERS:-}" ] || return 0
    local address=$LOCAL/broker.address
    rm -f "$address"
    supervise broker "$PROGRAMS/Broker" --address-file "$address"
    # Services read the file again when the broker comes back on another port.
    KAFKA_BROKERS=file:$address
}

# Waits for the broker that start_broker started.
wait_broker() {
    [ "$KAFKA_BROKERS" = "file:$LOCAL/broker.address" ] || return 0
    wait_until broker test -s "$LOCAL/broker.address"
}

make_authority() {
    [ -e "$LOCAL/authority/made" ] && return
    local log=$LOCAL/logs/authority.log
    mkdir -p "$LOCAL/authority"
    chmod 0700 "$LOCAL/authority"
    if ! AUTHORITY_DIRECTORY=$LOCAL/authority \
        AUTHORITY_PASSPHRASE=$(<"$LOCAL/secrets/authority_passphrase") \
        "$PROGRAMS/Signing" make-authority >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        fail "the certificate authority could not be made; see $log"
    fi
    touch "$LOCAL/authority/made"
}

# Starts one instance; what it needs to know beside its secrets is given here.
start_instance() {
    local service=$1 name=$2 port=$3 ordinal=0
    # The first is 0, contracts-2 is 1: each Gateway has the reply partition of its ordinal.
    [[ $name != *-* ]] || ordinal=$((${name##*-} - 1))
    local settings=("INSTANCE=$ordinal" "OPERATIONS_PORT=$port")
    case $service in
    Gateway)
        settings+=("GATEWAY_PORT=${FRONT_PORTS[$name]}" "GATEWAY_PUBLIC_DIRECTORY=$ROOT/Services/Gateway/Public"
            "GATEWAY_TEMPLATES_DIRECTORY=$ROOT/Services/Gateway"
            "GATEWAY_VENDOR_DIRECTORY=$LOCAL/public/vendor")
        ;;
    Monitor) settings+=("MONITOR_PORT=$MONITOR_PORT" "OPERATIONS_TARGETS=$(operations_targets)") ;;
    Signing) settings+=("AUTHORITY_DIRECTORY=$LOCAL/authority") ;;
    esac
    supervise "$name" "$ROOT/deploy/lib/with-environment" "$service" env "${settings[@]}" "$PROGRAMS/$service"
}

# What every program is told; with-environment adds the secrets, each service its own. The addresses of the broker and
# of PostgreSQL go along as soon as they are set.
export_common_settings() {
    export KAFKA_BROKERS POSTGRES_ADDRESS PUBLIC_URL
    export SECRETS_DIRECTORY=$LOCAL/secrets
    export LOG_LEVEL=${LOG_LEVEL:-info}
    if [ -z "${S3_ENDPOINT:-}" ]; then
        export OBJECT_STORE_DIRECTORY=${OBJECT_STORE_DIRECTORY:-$LOCAL/objects}
    fi
    if needs_sandbox; then
        export SANDBOX_URL
    fi
}
