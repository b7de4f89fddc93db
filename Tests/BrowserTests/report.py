"""Counts what held and what did not, and prints it as it goes."""

import time
import traceback


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def note(self, name, findings=()):
        """One check with what was found wrong; nothing found means that it holds."""
        findings = list(findings)
        if findings:
            self.failed += 1
            print(f"not ok - {name}", flush=True)
            for finding in findings[:12]:
                print(f"    {finding}", flush=True)
        else:
            self.passed += 1
            print(f"ok - {name}", flush=True)
        return not findings

    def scene(self, name, act, *arguments):
        """Acts a scene; an assertion that does not hold or a page that does not come ends it as failed."""
        started = time.monotonic()
        try:
            result = act(*arguments)
        except Exception as error:  # whatever a browser throws is a failure of this scene only
            where = traceback.extract_tb(error.__traceback__)
            own = [line for line in where if "BrowserTests" in line.filename]
            self.note(name, [str(error).splitlines()[0] if str(error) else repr(error)]
                      + [f"{line.filename.rsplit('/', 1)[-1]}:{line.lineno} {line.line}" for line in own[-3:]])
            return None
        self.note(f"{name} ({time.monotonic() - started:.1f} s)")
        return result if result is not None else True

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 0 if self.failed == 0 and self.passed > 0 else 1
