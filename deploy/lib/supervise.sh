# shellcheck shell=bash
# Starts programs under `keep`, waits until they work, and stops them stage by stage, the last stage first.

KEEPERS=()
KEEPER_NAMES=()
KEEPER_STAGES=()
# How long each log was before this run.
LOG_LENGTHS=()
STAGE=0

# What is started from now on is stopped, all together, before what was started so far.
next_stage() {
    STAGE=$((STAGE + 1))
}

# Starts a program that is kept running; its environment is what is exported when this is called.
supervise() {
    local name=$1
    shift
    LOG_LENGTHS+=("$(stat -c %s "$LOCAL/logs/$name.log" 2>/dev/null || echo 0)")
    # A session of its own keeps Ctrl-C at the terminal from reaching it out of turn.
    # Descriptor 9 is the lock of this run, which must not outlive it.
    setsid setpriv --pdeathsig TERM "$ROOT/deploy/lib/keep" "$name" "$LOCAL" \
        setpriv --pdeathsig KILL "$@" 9>&- </dev/null >/dev/null 2>&1 &
    KEEPERS+=($!)
    KEEPER_NAMES+=("$name")
    KEEPER_STAGES+=("$STAGE")
}

# Stops everything started and waits for it: one stage after the other, within a stage all at once.
stop_all() {
    local stage index
    for ((stage = STAGE; stage >= 0; stage--)); do
        for index in "${!KEEPERS[@]}"; do
            [ "${KEEPER_STAGES[index]}" != "$stage" ] || kill -TERM "${KEEPERS[index]}" 2>/dev/null || true
        done
        for index in "${!KEEPERS[@]}"; do
            [ "${KEEPER_STAGES[index]}" != "$stage" ] || wait "${KEEPERS[index]}" 2>/dev/null || true
        done
    done
    KEEPERS=()
}

# Waits until the address answers 200.
wait_ready() {
    wait_until "$1" curl -fsS -o /dev/null --max-time 2 "$2"
}

# Waits until the command succeeds; ends the run when it takes too long or when anything started does not work.
wait_until() {
    local name=$1 deadline=$((SECONDS + READY_SECONDS))
    shift
    until "$@" 2>/dev/null; do
        check_started
        if ((SECONDS >= deadline)); then
            tell_log "$name"
            fail "$name is not ready after $READY_SECONDS s; see $LOCAL/logs/$name.log"
        fi
        pause 0.1
    done
}

# Ends the run when a program has refused its settings, or dies again and again, before everything is ready.
check_started() {
    local name failed=()
    mapfile -t failed < <(failed_names)
    [ ${#failed[@]} -gt 0 ] || return 0
    # Those started at the same time may have something to say too.
    pause 1
    mapfile -t failed < <(failed_names)
    for name in "${failed[@]}"; do
        tell_log "$name"
    done
    fail "${failed[*]} cannot start; the logs are in $LOCAL/logs"
}

# Prints who does not work: 78 is what a program says to its settings, and three tries are enough for all else.
failed_names() {
    local index endings
    for index in "${!KEEPERS[@]}"; do
        endings=$(cat "$LOCAL/run/${KEEPER_NAMES[index]}.endings" 2>/dev/null) || endings=
        if ! kill -0 "${KEEPERS[index]}" 2>/dev/null || [[ " ${endings//$'\n'/ } " == *' 78 '* ]] ||
            [ "$(wc -w <<<"$endings")" -ge 3 ]; then
            printf '%s\n' "${KEEPER_NAMES[index]}"
        fi
    done
}

# Shows what a program wrote in this run, without the lines of its keeper.
tell_log() {
    local index
    for index in "${!KEEPERS[@]}"; do
        [ "${KEEPER_NAMES[index]}" = "$1" ] || continue
        printf -- '--- %s\n' "$1" >&2
        tail -c "+$((LOG_LENGTHS[index] + 1))" "$LOCAL/logs/$1.log" 2>/dev/null |
            grep -v "^[^ ]* keep: $1 " | tail -n 30 >&2 || true
    done
}

# Returns when a keeper has ended, which none does by itself.
watch_keepers() {
    local ended index
    wait -n -p ended "${KEEPERS[@]}" || true
    for index in "${!KEEPERS[@]}"; do
        [ "${KEEPERS[index]}" != "$ended" ] || fail "the keeper of ${KEEPER_NAMES[index]} was killed"
    done
}

# A sleep during which signals are heard at once.
pause() {
    sleep "$1" 9>&- &
    wait $! || true
}
