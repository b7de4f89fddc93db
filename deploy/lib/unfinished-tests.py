"""Prints the Swift tests that a log says have started and does not say have ended."""

import re
import sys

STARTED = re.compile(r'^. Test (".*"|\S+\(\)) started\.')
ENDED = re.compile(r'^. Test (".*"|\S+\(\)) (?:with \d+ test cases? )?(?:passed|failed|skipped)')

with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
    lines = log.readlines()
started = [match.group(1) for line in lines if (match := STARTED.match(line))]
for match in filter(None, map(ENDED.match, lines)):
    if match.group(1) in started:
        started.remove(match.group(1))
for test in started:
    print(f"not ended: {test}")
