# shellcheck shell=bash
# The main job, driven through HTTP by the program Demo.

# Runs the demo against a running platform and gives back its exit code; with several Gateways it asks them in turns.
#   run_demo GATEWAY SANDBOX [GATEWAY,GATEWAY…]
run_demo() {
    local status=0
    check_programs Demo
    mkdir -p "$LOCAL/demo"
    env -u POSTGRES_URL GATEWAY_URL="$1" SANDBOX_URL="$2" GATEWAY_URLS="${3:-}" DEMO_OUTPUT="$LOCAL/demo" "$PROGRAMS/Demo" 9>&- &
    wait $! || status=$?
    if [ "$status" = 0 ]; then
        say "The signed contract and its verification are in $LOCAL/demo"
    fi
    return "$status"
}
