# shellcheck shell=bash
# Secrets made once and kept in files that only their owner may read. Needs nothing but coreutils.

# Prints so many random bytes as base64 on one line.
random_base64() {
    head -c "$1" /dev/urandom | base64 -w 0
}

# Makes the secret NAME in DIRECTORY from the command that follows, unless it is there already.
make_secret() {
    local directory=$1 name=$2
    shift 2
    [ -s "$directory/$name" ] && return
    (
        umask 077
        "$@" >"$directory/$name.new"
    )
    mv "$directory/$name.new" "$directory/$name"
}

password() {
    random_base64 24 | tr '+/' '-_'
}

sealing_keys() {
    printf 'k1:%s' "$(random_base64 32)"
}

# Makes every secret of an installation: the database roles, the sealing keys, the tokens and the passphrase.
make_secrets() {
    local directory=$1 service
    shift
    for service in "$@"; do
        make_secret "$directory" "${service}_owner" password
        make_secret "$directory" "${service}_app" password
    done
    make_secret "$directory" postgres password
    make_secret "$directory" sandbox_token password
    make_secret "$directory" s3_secret_key password
    make_secret "$directory" authority_passphrase password
    make_secret "$directory" sealing_keys sealing_keys
}
