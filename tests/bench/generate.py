#!/usr/bin/env python3
"""Writes the benchmark documents W1 to W7 into a folder, the same bytes every time.

Usage: generate.py FOLDER

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import random
import sys

FIRST = 'Ana Ben Caro Dirk Eva Finn Gita Hugo Iris Jan Kai Lena Max Nora Otto Pia Quin Rosa'.split()
LAST = 'Adler Berg Cohen Diaz Engel Fischer Garcia Hansen Ito Jensen Kumar Lopez Meyer'.split()
WORDS = ('the stream carries gold from gravel when water runs over the riffles and people watch it '
         'take shape slowly in the light of an early morning').split()


def sentence(rng, count):
    return ' '.join(rng.choice(WORDS) for _ in range(count)).capitalize() + '.'


def user(rng, number):
    first, last = rng.choice(FIRST), rng.choice(LAST)
    return {'id': number, 'name': f'{first} {last}',
            'email': f'{first}.{last}{number}@example.org'.lower(),
            'age': rng.randint(18, 90), 'score': round(rng.random(), 4),
            'active': rng.random() < 0.5}


def compact(value, ascii_only=False):
    return json.dumps(value, separators=(',', ':'), ensure_ascii=ascii_only)


def analysis(rng):
    return compact({'product_name': 'Sluice Box 3', 'strengths': [sentence(rng, 5) for _ in range(3)],
                    'weaknesses': [sentence(rng, 4) for _ in range(2)],
                    'verdict': sentence(rng, 12), 'score': 8.4})


def report(rng):
    """About 20 KB, nested, long strings, half of them in \\u escapes."""
    sections = []
    for number in range(12):
        body = sentence(rng, 110)
        if number % 2:
            body = ''.join(f'\\u{ord(c):04x}' for c in body[:180])
        sections.append(f'{{"title":{compact(sentence(rng, 4))},"body":"{body}",'
                        f'"notes":{compact([sentence(rng, 14) for _ in range(8)])}}}')
    return '{"report":{"sections":[' + ','.join(sections) + ']}}'


def workloads():
    rng = random.Random(20)
    yield 'w1-analysis', analysis(rng)
    yield 'w2-report', report(rng)
    yield 'w3-users', compact({'tasks': [user(rng, n) for n in range(1000)]})
    yield 'w4-users', compact({'tasks': [user(rng, n) for n in range(100000)]})
    yield 'w5-string', compact({'text': sentence(rng, 180000)[:1000000]})
    yield 'w6-deep', '{"a":[' * 500 + '1' + ']}' * 500
    yield 'w7-numbers', compact([[rng.uniform(-1e6, 1e6), rng.randint(0, 10**9), rng.random()]
                                 for _ in range(4000)])
    # Not a workload of its own: ten times as large as its neighbour, for the growth of time.
    yield 'growth-1mb', compact({'tasks': [user(rng, n) for n in range(8500)]})
    yield 'growth-10mb', compact({'tasks': [user(rng, n) for n in range(85000)]})


def main(folder):
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, text in workloads():
        (target / f'{name}.json').write_text(text, encoding='utf-8')


if __name__ == '__main__':
    main(sys.argv[1])
