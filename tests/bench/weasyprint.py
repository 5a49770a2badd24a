"""WeasyPrint on the same letter, in a virtual environment of its own that is made when it is first asked for."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

TIMED = """
import statistics, sys, time
from weasyprint import HTML
html = open(sys.argv[1], encoding="utf-8").read()
times = []
for turn in range(8):
    start = time.perf_counter()
    HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    times.append((time.perf_counter() - start) * 1000)
print(statistics.median(times[1:]))
"""


def median_of(html: bytes) -> float | None:
    """Milliseconds to set a page of HTML as a tagged PDF, in the median of seven turns after one; None without it."""
    python = os.environ.get("WEASYPRINT_PYTHON")
    if not python:
        return None
    with tempfile.TemporaryDirectory() as folder:
        page, script = Path(folder, "letter.html"), Path(folder, "timed.py")
        page.write_bytes(html)
        script.write_text(TIMED)
        done = subprocess.run([python, script, page], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        return None
    return float(done.stdout)
