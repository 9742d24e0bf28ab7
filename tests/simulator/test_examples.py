#!/usr/bin/env python3
"""The examples that ship, over HTTP: in every mode of both protocols, and with every model.

Usage: test_examples.py PATH-OF-SLUICE

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'cli'))
from tap import case, main, same  # noqa: E402  (the path is set one line above)

from serving import MODES, SLUICE, Simulator  # noqa: E402

FOLDER = pathlib.Path(__file__).resolve().parent.parent.parent / 'data' / 'examples'
EXAMPLES = sorted(FOLDER.glob('*.sluice'))

# A provider of each protocol, and what its base URL has after that of the simulator.
PROVIDERS = [('openai', '/v1'), ('anthropic', '')]


def extract(simulator, example, provider, model, *options, status=0):
    """The event lines of an extraction."""
    name, path = provider
    done = subprocess.run(
        [SLUICE, 'extract', example, '--provider', f'{name}/{model}', '--base-url', simulator.url + path,
         '--events', *options],
        capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, f'{name.upper()}_API_KEY': 'none'})
    if done.returncode != status:
        raise AssertionError(f'{example.stem}, {name}, {model}, {options}: exit status {done.returncode}\n'
                             f'{done.stdout}{done.stderr}')
    same(done.stderr if status == 0 else '', '')
    return [json.loads(line) for line in done.stdout.splitlines()]


def is_iterable(example):
    return json.loads(example.read_text(encoding='utf-8'))['shape'] == 'iterable'


def read_answer(example):
    """The answer that somebody wrote, without the wrapper of a list."""
    answer = json.loads((FOLDER / 'answers' / f'{example.stem}.json').read_text(encoding='utf-8'))
    return next(iter(answer.values())) if is_iterable(example) else answer


@case
def written_answers():
    """Each example gets the answer that was written for it, in every mode of both protocols"""
    same(len(EXAMPLES), 8)
    with Simulator() as simulator:
        for example in EXAMPLES:
            answer = read_answer(example)
            for provider in PROVIDERS:
                for mode in MODES:
                    events = extract(simulator, example, provider, 'steady', '--mode', mode)
                    last = events[-1]
                    same((example.stem, mode, last['outcome'], last['value']),
                         (example.stem, mode, 'complete', answer))
                    items = [event['value'] for event in events if event['event'] == 'item']
                    same(items, answer if is_iterable(example) else [])


@case
def strict_schemas():
    """They also get it where the schema is sent in its strict form"""
    with Simulator() as simulator:
        for example in EXAMPLES:
            for provider in PROVIDERS:
                for mode in ['tools', 'json-schema']:
                    last = extract(simulator, example, provider, 'steady', '--mode', mode, '--strict')[-1]
                    same((example.stem, mode, last['outcome']), (example.stem, mode, 'complete'))


@case
def other_prompts():
    """With another prompt they get an answer of the simulator's own, which is valid"""
    with Simulator() as simulator, tempfile.TemporaryDirectory() as folder:
        for example in EXAMPLES:
            extraction = json.loads(example.read_text(encoding='utf-8'))
            extraction['messages'] = [{'role': 'user', 'text': 'Something else'}]
            other = pathlib.Path(folder, example.name)
            other.write_text(json.dumps(extraction), encoding='utf-8')
            for provider in PROVIDERS:
                last = extract(simulator, other, provider, 'steady')[-1]
                same(last['outcome'], 'complete')
                same(last['value'] == read_answer(example), False)


@case
def needs_a_retry():
    """Needs a Retry breaks a rule first, and gets it right when it is told"""
    with Simulator() as simulator:
        for example in EXAMPLES:
            for provider in PROVIDERS:
                for mode in MODES:
                    events = extract(simulator, example, provider, 'needs-a-retry', '--mode', mode)
                    same((example.stem, mode, events[-1]['outcome'], events[-1]['attempts']),
                         (example.stem, mode, 'complete', 2))
                    same(events[-1]['value'], read_answer(example))
                    same([event['attempt'] for event in events if event['event'] == 'retry'], [2])


@case
def breaks_a_rule():
    """Breaks a Rule does so however often it is asked; the violation says which"""
    with Simulator() as simulator:
        for example in EXAMPLES:
            for provider in PROVIDERS:
                events = extract(simulator, example, provider, 'breaks-a-rule', '--max-retries', '1', status=1)
                same((events[-1]['outcome'], events[-1]['attempts']), ('invalid', 2))
                same(len([event for event in events if event['event'] == 'violation']) >= 2, True)


@case
def cut_off():
    """Cut Off reaches its output limit; what came is kept"""
    with Simulator() as simulator:
        for example in EXAMPLES:
            for provider in PROVIDERS:
                last = extract(simulator, example, provider, 'cut-off', status=1)[-1]
                same((last['outcome'], bool(last['value'])), ('truncated', True))


@case
def drops_the_line():
    """Drops the Line closes the connection in the middle; what came is kept"""
    with Simulator() as simulator:
        for example in EXAMPLES:
            for provider in PROVIDERS:
                last = extract(simulator, example, provider, 'drops-the-line', status=3)[-1]
                same((last['outcome'], bool(last['value'])), ('failed', True))


@case
def items_come_before_the_end():
    """The items of an iterable come one by one while the answer is on its way"""
    with Simulator(speed=100) as simulator:
        for example in filter(is_iterable, EXAMPLES):
            for provider in PROVIDERS:
                events = extract(simulator, example, provider, 'steady', '--partials')
                times = [event['t'] for event in events if event['event'] == 'item']
                partials = [event['t'] for event in events if event['event'] == 'partial']
                end = events[-1]['t']
                same(times, sorted(times))
                # 34 tokens or more at 100 a second, whatever else the machine does.
                same((times[0] < end, times[-1] - times[0] > 50, len(partials) > len(times)), (True, True, True))


main()
