# shellcheck shell=bash
# The steps of a test run: each with its log and its time, and what it adds to the sum.

PASSED=0
FAILED=0
STEP_PASSED=0
STEP_FAILED=0
# How long a step may take; in its own environment it can be given longer.
STEP_SECONDS=900

# Runs a step, prints its result and time, and the end of its log when something failed. One that takes too long is
# ended, so that the others have their turn and its log is seen.
#   step NAME COUNTING COMMAND…
# COUNTING is a function that reads the log's path and the exit status and sets STEP_PASSED and STEP_FAILED.
step() {
    local name=$1 counting=$2 log=$TEST_LOGS/$1.log started=$SECONDS status=0 work watch
    shift 2
    "$@" >"$log" 2>&1 9>&- &
    work=$!
    end_late "$work" "$log" >/dev/null 2>&1 9>&- &
    watch=$!
    wait "$work" || status=$?
    end_tree "$watch"
    wait "$watch" 2>/dev/null || true
    STEP_PASSED=0 STEP_FAILED=0
    "$counting" "$log" "$status"
    # A step that failed without a test that failed counts as one failure, and so does one that tested nothing.
    if [ "$STEP_FAILED" = 0 ] && { [ "$status" != 0 ] || [ "$STEP_PASSED$counting" = 0by_report ]; }; then
        STEP_FAILED=1
    fi
    PASSED=$((PASSED + STEP_PASSED))
    FAILED=$((FAILED + STEP_FAILED))
    printf '%-10s %5d passed, %d failed  %4d s\n' "$name" "$STEP_PASSED" "$STEP_FAILED" "$((SECONDS - started))"
    if [ "$STEP_FAILED" != 0 ]; then
        printf -- '--- %s\n' "$log"
        # What failed, then how it ended.
        grep -E '(✘ .*(recorded an issue|failed after)|^not ok|error:|^FAIL)' "$log" | head -40 || true
        printf -- '---\n'
        tail -n 25 "$log"
        printf -- '---\n'
        return 1
    fi
}

# Ends a step that takes too long, and adds to its log which tests had begun.
end_late() {
    local begun
    sleep "$STEP_SECONDS"
    begun=$(python3 "$ROOT/deploy/lib/unfinished-tests.py" "$2")
    printf '%s\nerror: not done within %d s\n' "$begun" "$STEP_SECONDS" >>"$2"
    end_tree "$1"
}

# Ends a process and all that it started, those first that start others again.
end_tree() {
    local child
    kill -STOP "$1" 2>/dev/null || return 0
    for child in $(pgrep -P "$1"); do end_tree "$child"; done
    kill -KILL "$1" 2>/dev/null || true
}

# One check that passes or fails as a whole.
as_one() {
    if [ "$2" = 0 ]; then STEP_PASSED=1; else STEP_FAILED=1; fi
}

# Nothing of its own to count: only a failure counts.
as_none() {
    :
}

# Lines `ok - …` and `not ok - …`.
by_lines() {
    STEP_PASSED=$(grep -c '^ok - ' "$1" || true)
    STEP_FAILED=$(grep -c '^not ok - ' "$1" || true)
}

# The last line `N passed, N failed`.
by_sum() {
    local line
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$1" | tail -n 1) || true
    if [ -n "$line" ]; then
        STEP_PASSED=${line%% passed*}
        line=${line#*, }
        STEP_FAILED=${line%% failed*}
    fi
}

# The report that `swift test` wrote beside the log; none when the tests crashed.
by_report() {
    local report=${1%.log}-swift-testing.xml
    if [ -s "$report" ]; then
        read -r STEP_PASSED STEP_FAILED < <(python3 "$ROOT/deploy/lib/count-tests.py" "$report")
    fi
}
