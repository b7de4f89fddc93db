# shellcheck shell=bash
# The Python programs that judge from outside: a browser driver, a PDF signature validator, an S3 server.

# Puts a `python3` that has them first in PATH; installs them only when the system's has them not.
ensure_python_tools() {
    local wanted='import playwright, pyhanko, pyhanko_certvalidator, moto, flask, openapi_spec_validator, weasyprint'
    local environment=$LOCAL/venv
    if python3 -c "$wanted" 2>/dev/null; then
        return
    fi
    if ! "$environment/bin/python3" -c "$wanted" 2>/dev/null; then
        say "Installing Python tools into $environment"
        if ! {
            python3 -m venv "$environment" &&
                "$environment/bin/pip" install --quiet --disable-pip-version-check \
                    -r "$ROOT/deploy/test-requirements.txt"
        } >"$TEST_LOGS/python-tools.log" 2>&1; then
            tail -n 20 "$TEST_LOGS/python-tools.log" >&2
            fail "the Python tools could not be installed; see $TEST_LOGS/python-tools.log"
        fi
    fi
    export PATH=$environment/bin:$PATH
}
