#!/usr/bin/env python3
"""What an answer costs grows as the answer does: instructions, which are the same on every machine
and under any load.

Usage: growth.py COUNT-GROWTH

Runs the program under callgrind, which counts each of its cases in two sizes. Where the cost is
linear, a text that is four times as long takes four times as many instructions; where some step
looks at all there is, sixteen times.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# Arrays that double, now and then, are all that a linear step may have besides.
MOST = 1.2


def count(program, folder):
    """The cases in order, as (name, size, instructions)."""
    run = subprocess.run(
        ['valgrind', '--tool=callgrind', f'--callgrind-out-file={folder}/counts',
         '--toggle-collect=count_work', '--dump-after=count_work', program],
        check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode != 0:
        sys.exit(f'Bail out! {run.stderr[-2000:]}')
    names = [line.split() for line in run.stdout.splitlines()]
    for number, (name, size) in enumerate(names, start=1):
        text = pathlib.Path(f'{folder}/counts.{number}').read_text(encoding='utf-8')
        yield name, int(size), int(re.search(r'^(?:totals|summary): (\d+)', text, re.M).group(1))


def main(program):
    if not shutil.which('valgrind'):
        print('1..0 # SKIP valgrind is not installed')
        return
    with tempfile.TemporaryDirectory() as folder:
        counts = list(count(program, folder))
    pairs = list(zip(counts[::2], counts[1::2]))
    print(f'1..{len(pairs)}')
    for number, ((name, small, less), (_, large, more)) in enumerate(pairs, start=1):
        growth = more / less / (large / small)
        print('ok' if 0 < growth < MOST else 'not ok', number, f'/growth/{name}')
        print(f'# {less} instructions for {small}, {more} for {large}: '
              f'{more / less:.2f} times for {large / small:.0f} times the text')


if __name__ == '__main__':
    main(sys.argv[1])
