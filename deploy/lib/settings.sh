# shellcheck shell=bash
# shellcheck disable=SC2034  # used by the scripts that read this
# Where things are and which ports they have; every value can be set from outside.

SERVICES=(Identity Onboarding Contracts Signing Notifier Gateway Monitor)
# The programs that run, try out and look after them.
TOOLS=(Broker CheckBroker Sandbox Demo DeadLetters DocumentWorker Benchmarks)
# The services that own a schema.
DATABASE_SERVICES=(identity onboarding contracts signing notifier)

LOCAL=${SUIYUE_LOCAL:-$ROOT/.local}
mkdir -p "$LOCAL"/{logs,run,objects,public/vendor}
LOCAL=$(cd "$LOCAL" && pwd)
mkdir -p "$LOCAL/secrets"
chmod 0700 "$LOCAL/secrets"

BUILD=${SUIYUE_BUILD:-release}
GATEWAY_PORT=${GATEWAY_PORT:-8080}
SANDBOX_PORT=${SANDBOX_PORT:-8090}
MONITOR_PORT=${MONITOR_PORT:-8070}
OPERATIONS_BASE_PORT=${OPERATIONS_BASE_PORT:-8071}
READY_SECONDS=${SUIYUE_READY_SECONDS:-120}
PUBLIC_URL=${PUBLIC_URL:-http://127.0.0.1:$GATEWAY_PORT}

GATEWAY_URL=http://127.0.0.1:$GATEWAY_PORT
SANDBOX_URL=http://127.0.0.1:$SANDBOX_PORT
MONITOR_URL=http://127.0.0.1:$MONITOR_PORT

lower() {
    printf '%s' "${1,,}"
}

# The number of instances asked for, as in CONTRACTS_INSTANCES=2.
instances_of() {
    local name=${1^^}_INSTANCES
    local count=${!name:-1}
    [[ $count =~ ^[0-9]+$ ]] || fail "$name is not a number"
    printf '%s' "$count"
}

# True when something on this machine accepts connections on the port.
port_in_use() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Prints a port that nobody listens on, below the range the kernel gives to clients.
free_port() {
    local port
    for _ in {1..200}; do
        port=$((15000 + RANDOM % 15000))
        if ! port_in_use "$port"; then
            printf '%s' "$port"
            return
        fi
    done
    fail "no free port found"
}
