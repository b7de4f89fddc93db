# shellcheck shell=bash
# Checks that print one line each.

CHECKS_FAILED=0

# Passes when the command succeeds.
check() {
    local what=$1 output
    shift
    output=$(mktemp)
    # Not in a subshell: a check may start something that later checks need to know.
    if "$@" >"$output" 2>&1; then
        printf 'ok - %s\n' "$what"
    else
        printf 'not ok - %s\n' "$what"
        sed 's/^/    /' "$output"
        CHECKS_FAILED=$((CHECKS_FAILED + 1))
    fi
    rm -f "$output"
}

# Passes when the command fails.
refuse() {
    local what=$1
    shift
    check "$what" not "$@"
}

not() {
    ! "$@"
}

# Tries the command until it succeeds, for so many seconds.
eventually() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" 2>/dev/null; do
        ((SECONDS < deadline)) || return 1
        sleep 0.1
    done
}

check_result() {
    [ "$CHECKS_FAILED" = 0 ]
}
