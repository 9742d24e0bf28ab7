#!/usr/bin/env python3
"""Holds the figures of the benchmarks against the targets of the design: a gate, then an ambition.

Usage: targets.py FOLDER

FOLDER holds the JSON lines of the benchmarks; what was not measured is left out. All of them are
written to FOLDER/results.jsonl, too. Ratios are of figures that were measured side by side.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import sys


class Figures:
    """The figures of all benchmarks, by what they are of."""

    def __init__(self, folder):
        self.lines = []
        for name in ('json', 'stream', 'counts', 'start'):
            file = pathlib.Path(folder) / f'{name}.jsonl'
            if file.exists():
                self.lines += [json.loads(line) for line in file.read_text(encoding='utf-8').splitlines()]

    def get(self, figure, **wanted):
        """One figure, None where it was not measured."""
        for line in self.lines:
            if figure in line and all(line.get(name) == value for name, value in wanted.items()):
                return line[figure]
        return None

    def get_ratio(self, figure, one, other):
        above, below = self.get(figure, **one), self.get(figure, **other)
        return above / below if above is not None and below else None


def list_targets(figures):
    """(what, figure, gate, ambition): a figure is good up to its gate; where the gate is larger than the
    ambition, and from it on where it is smaller."""
    for name, workload in (('1,000 users', 'w3-users'), ('100,000 users', 'w4-users')):
        token = {'workload': workload, 'chunks': 'token'}
        whole = {'workload': workload, 'chunks': 'whole'}
        yield (f'{name}, tokens: time against yajl + tree',
               figures.get_ratio('ns_per_chunk', {**token, 'peer': 'sluice'}, {**token, 'peer': 'yajl + tree'}),
               0.60, 0.40)
        yield (f'{name}, tokens: time with the schema against without',
               figures.get_ratio('ns_per_chunk', {**token, 'peer': 'sluice+schema'}, {**token, 'peer': 'sluice'}),
               1.5, 1.5)
        for peer in ('yyjson', 'simdjson'):
            yield (f'{name}, whole: MB/s against {peer}',
                   figures.get_ratio('mb_per_s', {**whole, 'peer': 'sluice'}, {**whole, 'peer': peer}), 0.25, 0.50)
        yield (f'{name}, whole: MB/s against json-glib',
               figures.get_ratio('mb_per_s', {**whole, 'peer': 'sluice'}, {**whole, 'peer': 'json-glib'}), 15, 30)
        yield (f'{name}, tokens: bytes for a byte, with verdicts and marks',
               figures.get('memory_per_byte', **token, peer='sluice+marks'), 4.5, 3.0)

    users = {'count': 'w3-users', 'chunks': 'token'}
    yield ('tokens: instructions a chunk', figures.get('per_chunk', **users, peer='sluice'), 350, 220)
    yield ('tokens: instructions against yajl + tree',
           figures.get_ratio('per_chunk', {**users, 'peer': 'sluice'}, {**users, 'peer': 'yajl + tree'}), 0.60, 0.40)
    yield ('tokens: instructions with the schema against without',
           figures.get_ratio('per_chunk', {**users, 'peer': 'sluice+schema'}, {**users, 'peer': 'sluice'}), 1.5, 1.5)

    for peer in ('sluice', 'sluice+schema'):
        for name, small, large in (('10,000 to 100,000 items', 'users-10k', 'w4-users'),
                                   ('a string of 100 KB to 1 MB', 'string-100kb', 'w5-string'),
                                   ('100 to 1,000 levels', 'levels-100', 'w6-deep'),
                                   ('a union of 200, 200 to 1,000 items', 'union-200', 'union-1000')):
            yield (f'{peer}: instructions a byte from {name}',
                   figures.get_ratio('per_byte', {'count': large, 'chunks': 'token', 'peer': peer},
                                     {'count': small, 'chunks': 'token', 'peer': peer}), 1.05, 1.01)
        yield (f'{peer}: instructions a byte, 1,000 levels against shallow',
               figures.get_ratio('per_byte', {'count': 'w6-deep', 'chunks': 'token', 'peer': peer},
                                 {'count': 'levels-shallow', 'chunks': 'token', 'peer': peer}), 1.5, 1.5)
        for what in ('time', 'memory'):
            growth, length = figures.get(what, growth=peer), figures.get('bytes', growth=peer)
            yield (f'{peer}: {what} for 10 times the text, in pieces of 4 bytes',
                   growth / length * 10 if growth else None, 11, 10.1)

    yield ('a string of 1 MB, tokens: ns a chunk',
           figures.get('ns_per_chunk', workload='w5-string', chunks='token', peer='sluice'), 40, 20)
    released = figures.get('memory', workload='w4-users', chunks='token', peer='sluice+release')
    yield ('100,000 users, released: KB in all', released / 1024 if released else None, 64, 8)

    yield ('an event of 256 bytes: ns of ours', figures.get('ns_per_event', stream='memory', to='value'), 600, 300)
    polled = {'stream': 'libsoup polled', 'to': 'bytes'}
    yield ('an event over loopback: value against libsoup polled',
           figures.get_ratio('ns_per_event', {'stream': 'libsoup polled', 'to': 'value'}, polled), 1.3, 1.15)
    yield ('an event over loopback: SluiceRun against libsoup polled',
           figures.get_ratio('ns_per_event', {'stream': 'SluiceRun'}, polled), 1.3, 1.15)
    yield ('first window against gnome-text-editor',
           figures.get_ratio('seconds', {'start': 'sluice-workbench'}, {'start': 'gnome-text-editor'}), 1.2, 1.2)


def judge(figure, gate, ambition):
    more_is_better = ambition > gate
    if figure >= ambition if more_is_better else figure <= ambition:
        return 'ambition reached'
    if figure >= gate if more_is_better else figure <= gate:
        return 'gate reached'
    return f'missed: {figure / gate:.2f} of the gate'


def main(folder):
    figures = Figures(folder)
    with open(pathlib.Path(folder) / 'results.jsonl', 'w', encoding='utf-8') as results:
        for line in figures.lines:
            print(json.dumps(line), file=results)
    print(f"{'':64} {'figure':>9} {'gate':>7} {'ambition':>8}")
    for what, figure, gate, ambition in list_targets(figures):
        if figure is not None:
            print(f'{what:64} {figure:9.3f} {gate:7g} {ambition:8g}  {judge(figure, gate, ambition)}')


if __name__ == '__main__':
    main(sys.argv[1])
