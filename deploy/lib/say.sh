# shellcheck shell=bash
# Words for the person at the terminal.

say() {
    printf '%s\n' "$*"
}

fail() {
    printf 'deploy: %s\n' "$*" >&2
    exit 1
}
