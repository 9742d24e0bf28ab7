#!/usr/bin/env python3
"""Writes the benchmark documents W1 to W7 into a folder, the same bytes every time.

Usage: generate.py FOLDER

NAME.json is a document, NAME.schema.json its schema, stream.sse an answer of a provider as it comes
over the wire, one event for each token.

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


def levels(count):
    """Objects and arrays in turn."""
    return '{"a":[' * (count // 2) + '1' + ']}' * (count // 2)


def union_rows(rng, count):
    return compact({'rows': [{'kind': f'kind-{rng.randrange(200)}', 'id': number,
                              'note': sentence(rng, 4)} for number in range(count)]})


def documents():
    rng = random.Random(20)
    yield 'w1-analysis', analysis(rng)
    yield 'w2-report', report(rng)
    yield 'w3-users', compact({'tasks': [user(rng, n) for n in range(1000)]})
    yield 'w4-users', compact({'tasks': [user(rng, n) for n in range(100000)]})
    yield 'w5-string', compact({'text': sentence(rng, 180000)[:1000000]})
    yield 'w6-deep', levels(1000)
    yield 'w7-numbers', compact([[rng.uniform(-1e6, 1e6), rng.randint(0, 10**9), rng.random()]
                                 for _ in range(4000)])
    # Not workloads of their own: the same thing in two sizes, for the growth of time and memory.
    yield 'users-1mb', compact({'tasks': [user(rng, n) for n in range(9400)]})
    yield 'users-10mb', compact({'tasks': [user(rng, n) for n in range(94000)]})
    yield 'users-10k', compact({'tasks': [user(rng, n) for n in range(10000)]})
    yield 'string-100kb', compact({'text': sentence(rng, 18000)[:100000]})
    yield 'levels-100', levels(100)
    yield 'levels-shallow', '[' + ','.join(['{"a":[1]}'] * 500) + ']'
    yield 'union-200', union_rows(rng, 200)
    yield 'union-1000', union_rows(rng, 1000)


def schemas():
    users = {'type': 'object', 'title': 'IterableUser', 'required': ['tasks'], 'properties': {'tasks': {
        'type': 'array', 'items': {
            'type': 'object', 'title': 'User',
            'properties': {
                'id': {'type': 'integer', 'minimum': 0},
                'name': {'type': 'string', 'maxLength': 80},
                'email': {'type': 'string'},
                'age': {'type': 'integer', 'minimum': 0, 'maximum': 120},
                'score': {'type': 'number', 'minimum': 0, 'maximum': 1},
                'active': {'type': 'boolean'}},
            'required': ['id', 'name', 'email', 'age', 'score', 'active']}}}}
    for name in ('w3-users', 'w4-users', 'users-1mb', 'users-10mb', 'users-10k', 'stream'):
        yield name, users
    for name in ('w5-string', 'string-100kb'):
        yield name, {'type': 'object', 'required': ['text'],
                     'properties': {'text': {'type': 'string', 'maxLength': 10000000}}}
    level = {'type': 'object', 'required': ['a'],
             'properties': {'a': {'type': 'array', 'maxItems': 1,
                                  'items': {'anyOf': [{'type': 'integer'}, {'$ref': '#/$defs/level'}]}}}}
    for name in ('w6-deep', 'levels-100'):
        yield name, {'$ref': '#/$defs/level', '$defs': {'level': level}}
    yield 'levels-shallow', {'type': 'array', 'items': {'$ref': '#/$defs/level'}, '$defs': {'level': level}}
    kinds = [{'type': 'object', 'required': ['kind', 'id', 'note'],
              'properties': {'kind': {'const': f'kind-{number}'}, 'id': {'type': 'integer'},
                             'note': {'type': 'string'}}} for number in range(200)]
    for name in ('union-200', 'union-1000'):
        yield name, {'type': 'object', 'properties': {'rows': {'type': 'array', 'items': {'anyOf': kinds}}}}


def stream():
    """56,000 events of 256 bytes in the form of OpenAI's chat completions, with a token in each."""
    rng = random.Random(256)
    text = compact({'tasks': [user(rng, n) for n in range(2500)]})
    pieces = []
    while len(pieces) < 55999:
        length = rng.randint(1, 8)
        pieces.append(text[:length])
        text = text[length:]
    # What is left of the text is the last one.
    pieces.append(text)
    events = []
    for piece in pieces:
        event = ('data: {"id":"chatcmpl-B7Vh2Kd0aQkT9","object":"chat.completion.chunk","created":1740000000,'
                 '"model":"gpt-4.1-mini","choices":[{"index":0,"delta":{"content":' + compact(piece)
                 + '},"logprobs":null,"finish_reason":null}],"obfuscation":"')
        events.append(event + 'x' * max(0, 256 - len(event) - 4) + '"}\n\n')
    events.append('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
    return ''.join(events)


def main(folder):
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, text in documents():
        (target / f'{name}.json').write_text(text, encoding='utf-8')
    for name, schema in schemas():
        (target / f'{name}.schema.json').write_text(json.dumps(schema), encoding='utf-8')
    (target / 'stream.sse').write_text(stream(), encoding='utf-8')


if __name__ == '__main__':
    main(sys.argv[1])
