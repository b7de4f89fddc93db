# shellcheck shell=bash
# Debian packages and Python tools, installed only when they are missing.

# Prints the packages of the given lists that are not installed.
missing_packages() {
    local wanted
    mapfile -t wanted < <(sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@" | sort -u)
    # Packages that were never heard of fail the query and belong to the answer.
    # shellcheck disable=SC2016  # the ${…} belongs to dpkg-query
    comm -23 <(printf '%s\n' "${wanted[@]}") <(
        dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null |
            sed -n 's/^installed //p' | sort -u
    )
}

# Installs what is missing of the given lists and calls nothing when all is there.
ensure_packages() {
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "please install as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "Installing Debian packages: ${missing[*]}"
    # Debian would start a database cluster of its own on installation; ours lives elsewhere.
    "${as_root[@]}" mkdir -p /etc/postgresql-common/createcluster.d
    printf 'create_main_cluster = false\n' |
        "${as_root[@]}" tee /etc/postgresql-common/createcluster.d/suiyue.conf >/dev/null
    local log=$LOCAL/logs/packages.log
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash -c \
        'apt-get update -q && apt-get install -q -y --no-install-recommends "$@"' _ "${missing[@]}" >"$log" 2>&1; then
        tail -20 "$log" >&2
        fail "the packages could not be installed; see $log"
    fi
}
