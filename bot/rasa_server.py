"""Rasa's own command line, up sooner: ``python -m bot.rasa_server run ...``.

The classifier's loader (skops) looks for several hundred types in every module that is loaded when it is imported. Rasa
imports it last, when thousands are, which takes longer than all else at the start; here it comes first.
"""

from __future__ import annotations

import sys

import skops.io  # noqa: F401 - see above
from rasa.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
