# shellcheck shell=bash
# Starts programs under `keep` and stops them in reverse order.

KEEPERS=()
KEEPER_NAMES=()

# Starts a program that is kept running; its environment is what is exported when this is called.
supervise() {
    local name=$1
    shift
    # A session of its own keeps Ctrl-C at the terminal from reaching it out of turn.
    # Descriptor 9 is the lock of this run, which must not outlive it.
    setsid setpriv --pdeathsig TERM "$ROOT/deploy/lib/keep" "$name" "$LOCAL" \
        setpriv --pdeathsig KILL "$@" 9>&- </dev/null >/dev/null 2>&1 &
    KEEPERS+=($!)
    KEEPER_NAMES+=("$name")
}

# Stops everything started, the last first, and waits for each.
stop_all() {
    local index
    for ((index = ${#KEEPERS[@]} - 1; index >= 0; index--)); do
        kill -TERM "${KEEPERS[index]}" 2>/dev/null || continue
        wait "${KEEPERS[index]}" 2>/dev/null || true
    done
    KEEPERS=()
}

# Waits until the address answers 200, or says whose log to read.
wait_ready() {
    local name=$1 address=$2 deadline=$((SECONDS + READY_SECONDS))
    until curl -fsS -o /dev/null --max-time 2 "$address" 2>/dev/null; do
        if ((SECONDS >= deadline)); then
            tail -n 15 "$LOCAL/logs/$name.log" >&2 || true
            fail "$name is not ready after $READY_SECONDS s; see $LOCAL/logs/$name.log"
        fi
        pause 0.2
    done
}

# A sleep during which signals are heard at once.
pause() {
    sleep "$1" 9>&- &
    wait $! || true
}
