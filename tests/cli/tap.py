"""A test driver in a page: functions in, TAP out.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import sys
import traceback

_cases = []


class Skip(Exception):
    """Raised by a case that cannot run here; the text says why."""


def case(function):
    """Marks a function as a test case; its docstring, or else its name, is what is promised."""
    _cases.append(function)
    return function


def same(found, expected):
    """Fails with both values told."""
    if found != expected:
        raise AssertionError(f'found {found!r}\nexpected {expected!r}')


def main():
    """Runs the cases in the order they stand in and exits with 1 where one failed."""
    failed = 0
    print(f'1..{len(_cases)}', flush=True)
    for number, function in enumerate(_cases, 1):
        name = (function.__doc__ or function.__name__).strip().splitlines()[0]
        try:
            function()
            print(f'ok {number} {name}', flush=True)
        except Skip as reason:
            print(f'ok {number} {name} # SKIP {reason}', flush=True)
        except Exception:  # a test may fail in any way; all of them are reported the same
            failed += 1
            print(f'not ok {number} {name}', flush=True)
            for line in traceback.format_exc().splitlines():
                print(f'# {line}', flush=True)
    sys.exit(bool(failed))
