# shellcheck shell=bash
# The steps of a test run: each with its log and its time, and what it adds to the sum.

PASSED=0
FAILED=0
STEP_PASSED=0
STEP_FAILED=0

# Runs a step, prints its result and time, and the end of its log when something failed.
#   step NAME COUNTING COMMAND…
# COUNTING is a function that reads the log's path and the exit status and sets STEP_PASSED and STEP_FAILED.
step() {
    local name=$1 counting=$2 log=$TEST_LOGS/$1.log started=$SECONDS status=0
    shift 2
    "$@" >"$log" 2>&1 9>&- &
    wait $! || status=$?
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
