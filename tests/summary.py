#!/usr/bin/env python3
"""Adds up the test cases of a Meson test log and prints `N passed, N failed, N skipped`.

A TAP program counts case by case; any other test counts as one. A program that dies counts as a
failure besides the cases it had reported.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import re
import sys

CASE = re.compile(r'^(not )?ok\b(.*)$')


def cases(output):
    """Counts the TAP lines of one program: passed, failed, skipped."""
    passed = failed = skipped = 0
    for line in output.splitlines():
        match = CASE.match(line)
        if not match:
            continue
        if re.search(r'#\s*(SKIP|TODO)', match[2], re.IGNORECASE):
            skipped += 1
        elif match[1]:
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def main(path):
    total = [0, 0, 0]
    try:
        log = open(path, encoding='utf-8')
    except FileNotFoundError:
        print('0 passed, 1 failed, 0 skipped')
        return
    with log:
        for line in log:
            test = json.loads(line)
            counts = cases(test.get('stdout', ''))
            good = test['result'] in ('OK', 'EXPECTEDFAIL', 'SKIP')
            if not any(counts):
                counts = (test['result'] == 'OK', not good, test['result'] == 'SKIP')
            elif not good and not counts[1]:
                counts = (counts[0], 1, counts[2])
            total = [a + b for a, b in zip(total, counts)]
    print('{} passed, {} failed, {} skipped'.format(*total))


if __name__ == '__main__':
    main(sys.argv[1])
