#!/usr/bin/env bash
# deploy/run asks Swift to build whenever something may have changed, and not otherwise; with a stand-in for Swift.
# Prints `ok - …` or `not ok - …` per check.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
libraries=$(cd "$here/../../deploy/lib" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck source=/dev/null
source "$here/checks.sh"

# A checkout of a few files.
ROOT=$work/checkout
mkdir -p "$ROOT"/{Services/Identity,Shared,Tests,deploy,.build} "$work/bin"
touch "$ROOT"/{Package.swift,Package.resolved,Services/Identity/Main.swift,Services/Identity/Rules.swift}
touch "$ROOT/.build/workspace-state.json"
export SUIYUE_LOCAL=$work/local SUIYUE_BUILD=debug WORK=$work
unset SUIYUE_PROGRAMS SUIYUE_SKIP_BUILD
cat >"$work/bin/swift" <<'TEXT'
#!/usr/bin/env bash
# swift build -c debug --package-path ROOT: notes that it was asked, makes what is missing, or fails when told to.
# One of them takes its time when there is `slow`, until somebody takes `held` away.
echo asked >>"$WORK/asked"
[ ! -e "$WORK/broken" ] || { echo 'error: broken'; exit 1; }
if mv "$WORK/slow" "$WORK/held" 2>/dev/null; then
    while [ -e "$WORK/held" ]; do sleep 0.05; done
fi
[ ! -e "$WORK/meanwhile" ] || touch "$5/Services/Identity/Main.swift"
mkdir -p "$5/.build/debug"
for name in Identity Onboarding Contracts Signing Notifier Gateway Monitor Broker CheckBroker Sandbox Demo DeadLetters DocumentWorker Benchmarks; do
    [ -e "$5/.build/debug/$name" ] || echo program >"$5/.build/debug/$name"
done
TEXT
chmod +x "$work/bin/swift"
PATH=$work/bin:$PATH
for part in say settings build; do
    # shellcheck source=/dev/null
    source "$libraries/$part.sh"
done

# Passes when Swift is asked, or not asked, by the next start.
asks() {
    rm -f "$work/asked"
    (build_programs)
    [ -e "$work/asked" ]
}

check 'the first start builds' asks
refuse 'the next does not' asks
echo changed >"$ROOT/Services/Identity/Rules.swift"
check 'a changed file is built' asks
refuse 'once' asks
echo other >"$work/other"
touch -d '2001-01-01' "$work/other"
cp -p "$work/other" "$ROOT/Services/Identity/Rules.swift"
check 'a file put there with an old date is built' asks
rm "$ROOT/Services/Identity/Rules.swift"
check 'a file that went away is noticed' asks
refuse 'and then all is well' asks
rm "$ROOT/.build/debug/Gateway"
check 'a missing program is made' asks
echo other >"$ROOT/.build/debug/Signing"
check 'a program that somebody else made is looked at' asks
touch "$work/bin/swift"
check 'another compiler builds anew' asks
touch "$work/meanwhile" "$ROOT/Package.swift"
check 'what changes during a build' asks
rm "$work/meanwhile"
check 'is built by the next start' asks

# Two starts in one checkout: the first has looked at the sources when the second comes.
held_start() {
    touch "$work/slow" "$ROOT/Package.swift"
    (build_programs) &
    first_start=$!
    eventually 10 test -e "$work/held"
}
release() {
    rm "$work/held"
    wait "$first_start"
}
check 'while one start builds' held_start
echo more >"$ROOT/Services/Identity/Main.swift"
check 'another may' asks
check 'and the first ends well' release
check 'while one start builds again' held_start
echo still more >"$ROOT/Services/Identity/Main.swift"
touch "$work/broken"
(build_programs) >/dev/null 2>&1 || true
rm "$work/broken"
check 'and the build of another fails' release
check 'what was changed between them is built' asks
refuse 'once again' asks
check 'and nothing is left of either' test -z "$(compgen -G "$ROOT/.build/suiyue-debug.*")"
touch "$work/broken" "$ROOT/Package.swift"
refuse 'a build that fails ends the start' bash -c "
    $(declare -f build_programs is_built build_identity say fail)
    SERVICES=(Identity) TOOLS=(Demo) ROOT='$ROOT' LOCAL='$LOCAL' BUILD=debug
    build_programs"
rm "$work/broken"
check 'and is tried again' asks
refuse 'until it is done' asks
check_result
