#!/usr/bin/env bash
# Makes the database and two login roles per service: <service>_owner owns and migrates the service's schema,
# <service>_app works in it and may neither create anything nor pass by row-level security.
#
#   roles.sh SECRETS SERVICE…       with POSTGRES_URL, an administrator's URL
#   roles.sh --vacant SERVICE…      only says whether the server is without them
#   roles.sh --remove SERVICE…      takes database and roles away again
#
# The passwords stand in SECRETS/<role>. Safe to run again: it sets the passwords anew.
set -euo pipefail

task=$1
[[ $task == --* ]] || secrets=$1
shift
database=${SUIYUE_DATABASE:-suiyue}

administer() {
    psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@"
}

# Arguments can be read by every user of the machine: the password goes by the environment.
if [[ $POSTGRES_URL =~ ^([^:]+://[^:@/]*):([^@/]*)@(.*)$ ]]; then
    coded=${BASH_REMATCH[2]}
    POSTGRES_URL=${BASH_REMATCH[1]}@${BASH_REMATCH[3]}
    # A backslash stays itself; %41 becomes what it stands for.
    coded=${coded//\\/\\\\}
    PGPASSWORD=$(printf '%b' "${coded//%/\\x}")
    export PGPASSWORD
fi

# The address of another database on the same server.
url_of() {
    local rest=${POSTGRES_URL#*://} query=
    case $rest in
    *\?*)
        query="?${rest#*\?}"
        rest=${rest%%\?*}
        ;;
    esac
    printf 'postgres://%s/%s%s' "${rest%%/*}" "$1" "$query"
}

case $task in
--vacant)
    roles=
    for service in "$@"; do roles+=",'${service}_owner','${service}_app'"; done
    [ "$(administer "$POSTGRES_URL" -c "SELECT count(*) FROM pg_roles WHERE rolname IN (${roles#,})")" = 0 ]
    exit
    ;;
--remove)
    administer "$POSTGRES_URL" -c "DROP DATABASE IF EXISTS $database WITH (FORCE)"
    for service in "$@"; do
        administer "$POSTGRES_URL" -c "DROP ROLE IF EXISTS ${service}_owner, ${service}_app"
    done
    exit
    ;;
esac

# The server logs statements that fail; what it is told here holds passwords.
quiet='SET client_min_messages = warning; SET log_statement = none; SET log_min_error_statement = panic;'

if [ "$(administer "$POSTGRES_URL" -c "SELECT count(*) FROM pg_database WHERE datname = '$database'")" = 0 ]; then
    administer "$POSTGRES_URL" -c "CREATE DATABASE $database ENCODING 'UTF8' TEMPLATE template0"
fi

{
    printf '%s\n' "$quiet"
    cat <<SQL
REVOKE ALL ON DATABASE $database FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
    for service in "$@"; do
        for role in "${service}_owner" "${service}_app"; do
            cat <<SQL
DO \$\$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$role') THEN CREATE ROLE $role; END IF;
END \$\$;
ALTER ROLE $role LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION PASSWORD '$(<"$secrets/$role")';
GRANT CONNECT ON DATABASE $database TO $role;
SQL
        done
        # The owner makes the service's schema on its first migration.
        printf 'GRANT CREATE ON DATABASE %s TO %s_owner;\n' "$database" "$service"
    done
} | administer "$(url_of "$database")" -f -
