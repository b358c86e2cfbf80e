"""Wait until an address answers 200 with a word in it: `answers.py URL WORD SECONDS PID`.

Gives up early when the process that should answer is gone.
"""

import os
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

url, word, seconds, process = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
began = time.monotonic()
last = "nothing answered"
while time.monotonic() - began < seconds:
    try:
        with urlopen(url, timeout=10) as answer:
            if answer.status == 200 and word in answer.read().decode():
                print(f"{url} answered 200 after {time.monotonic() - began:.0f} s")
                sys.exit(0)
            last = f"answered {answer.status} without {word!r}"
    except (URLError, OSError) as error:
        last = str(error)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        last = "the server ended by itself"
        break
    time.sleep(1)
sys.exit(f"{url}: {last} ({time.monotonic() - began:.0f} s)")
