# shellcheck shell=bash
# shellcheck disable=SC2034  # used by the scripts that read this
# Builds the programs and lays out what the Gateway serves of Debian's JavaScript packages.

# Sets PROGRAMS to the folder of the executables, building them unless SUIYUE_PROGRAMS names one.
build_programs() {
    if [ -n "${SUIYUE_PROGRAMS:-}" ]; then
        PROGRAMS=$SUIYUE_PROGRAMS
        return
    fi
    case $BUILD in
    release | debug) ;;
    *) fail "SUIYUE_BUILD is $BUILD, not release or debug" ;;
    esac
    command -v swift >/dev/null || fail "Swift 6.3 is missing; see https://www.swift.org/install"
    PROGRAMS=$ROOT/.build/$BUILD
    if [ -n "${SUIYUE_SKIP_BUILD:-}" ]; then
        return
    fi
    say "Building ($BUILD) …"
    local log=$LOCAL/logs/build.log started=$SECONDS
    local status=0
    # In the background, so that a signal is heard at once.
    swift build -c "$BUILD" --package-path "$ROOT" >"$log" 2>&1 9>&- &
    wait $! || status=$?
    if [ "$status" != 0 ]; then
        grep -E 'error:' "$log" | sort -u | head -20 >&2 || tail -20 "$log" >&2
        fail "the build failed; see $log"
    fi
    say "Built in $((SECONDS - started)) s"
}

# Copies the files of one Debian package folder that the pages use.
copy_vendor() {
    local from=$1 file
    shift
    for file in "$@"; do
        if [ -e "$from/$file" ]; then
            install -m 0644 "$from/$file" "$LOCAL/public/vendor/${file##*/}"
        fi
    done
}

copy_vendor_files() {
    local debian=/usr/share/javascript
    copy_vendor $debian/bootstrap5 css/bootstrap.min.css js/bootstrap.bundle.min.js
    copy_vendor $debian/chart.js chart.min.js
    copy_vendor $debian/sortable Sortable.min.js
}
