"""The phones of fictional people, as the provider sandbox shows them."""

import json
import os
import re
import time
import urllib.parse
import urllib.request

SANDBOX = os.environ.get("SANDBOX_URL", "http://127.0.0.1:8090")


def messages(phone, words):
    query = urllib.parse.urlencode({"phone": phone})
    with urllib.request.urlopen(f"{SANDBOX}/sms?{query}", timeout=10) as answer:
        return [message for message in json.load(answer) if words in message["text"]]


class Mark:
    """Remembers how many messages a phone had, so that the next one is told apart from older ones."""

    def __init__(self, phone, words):
        self.phone, self.words = phone, words
        self.count = len(messages(phone, words))

    def next(self, seconds=40):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = messages(self.phone, self.words)
            if len(found) > self.count:
                self.count = len(found)
                return found[0]
            time.sleep(0.1)
        raise AssertionError(f"no message with {self.words} came within {seconds} s")

    def code(self):
        return self.next()["code"]

    def link(self):
        return re.search(r"https?://[^\s，。]+", self.next()["text"]).group()
