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
    if [ -n "${SUIYUE_SKIP_BUILD:-}" ] || is_built; then
        return
    fi
    say "Building ($BUILD) …"
    local log=$LOCAL/logs/build.log started=$SECONDS stamp=$ROOT/.build/suiyue-$BUILD
    # Of this process alone: two starts may build in one checkout, one after the other.
    local own=$stamp.$BASHPID status=0
    # Made before the build looks at anything, so that what is changed meanwhile counts as newer.
    mkdir -p "$ROOT/.build"
    rm -f "$stamp"
    : >"$own.new"
    # In the background, so that a signal is heard at once.
    swift build -c "$BUILD" --package-path "$ROOT" >"$log" 2>&1 9>&- &
    wait $! || status=$?
    if [ "$status" != 0 ]; then
        rm -f "$own.new"
        grep -E 'error:' "$log" | sort -u | head -20 >&2 || tail -20 "$log" >&2
        fail "the build failed; see $log"
    fi
    # The stamp keeps the time of the start and says what came out.
    local made
    made=$(build_identity)
    printf '%s\n' "$made" >"$own.told"
    touch -r "$own.new" "$own.told"
    mv "$own.told" "$stamp"
    rm -f "$own.new"
    say "Built in $((SECONDS - started)) s"
}

# True when the last build by this script is still the newest: nothing it read has been changed since, by the time of the
# last change that nobody can set back, and the compiler, the system's libraries and the programs are the same.
# Asking Swift costs seconds, on some days ten.
is_built() {
    local stamp=$ROOT/.build/suiyue-$BUILD newer
    [ -s "$stamp" ] || return 1
    [ "$(build_identity)" = "$(<"$stamp")" ] || return 1
    newer=$(cd "$ROOT" && find Package.swift Package.resolved Services Shared Tests deploy /var/lib/dpkg/status \
        -cnewer "$stamp" -print -quit 2>/dev/null) || return 1
    [ -z "$newer" ]
}

# Prints which compiler, which dependencies and which programs these are.
build_identity() {
    local name files=()
    for name in "${SERVICES[@]}" "${TOOLS[@]}"; do
        files+=("$PROGRAMS/$name")
    done
    stat -L -c '%n %i %s %z' "$(command -v swift)" "$ROOT/.build/workspace-state.json" "${files[@]}" 2>/dev/null ||
        printf 'incomplete %s\n' "$EPOCHREALTIME"
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
