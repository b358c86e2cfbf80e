"""Print the path of a Python of the version named: `python3 .ci/other_python.py 3.12 DIR`.

Found like the bootstrap finds one, fetched with uv where there is none; DIR is thrown away later.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# Only once the project is on the path.
from betterway.interpreter import CannotStart, find

major, minor = sys.argv[1].split(".")
try:
    print(find(Path(sys.argv[2]), fitting=((int(major), int(minor)),)))
except CannotStart as problem:
    sys.exit(str(problem))
