#!/usr/bin/env python3
"""The `sluice` command from outside: its output, its messages, its exit statuses.

Usage: test_cli.py PATH-OF-SLUICE

SPDX-License-Identifier: GPL-3.0-or-later
"""
import csv
import io
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

from tap import case, main, same

SLUICE = sys.argv[1]
DATA = pathlib.Path(__file__).resolve().parent.parent / 'data' / 'cli'
FRIENDS = ('user=Ivan is 28, lives in Moscow and his friends are Alex, John and Mary '
           'who are 25, 30 and 27 respectively')


def sluice(*arguments, stdin='', status=0, **environment):
    """Runs the command, checks its exit status, and gives (stdout, stderr)."""
    done = subprocess.run([SLUICE, *map(str, arguments)], input=stdin, text=True, timeout=60,
                          capture_output=True, env={**os.environ, **environment}, check=False)
    if done.returncode != status:
        raise AssertionError(f'exit status {done.returncode}, expected {status}\n'
                             f'{done.stdout}\n{done.stderr}')
    return done.stdout, done.stderr


def events(text):
    return [json.loads(line) for line in text.splitlines()]


def named(lines, name):
    return [event for event in lines if event['event'] == name]


def written(text, suffix='.txt'):
    """A file of this content, which goes with the process."""
    file = tempfile.NamedTemporaryFile('w', suffix=suffix, encoding='utf-8')
    file.write(text)
    file.flush()
    return file


# --- parse


@case
def parse_repairs():
    """parse prints the value, and the repairs with their bytes on standard error"""
    out, err = sluice('parse', '-', stdin="Here it is:\n```json\n{'a': [1, 2,], b: True}\n```\n")
    same(json.loads(out), {'a': [1, 2], 'b': True})
    kinds = {line.split()[0] for line in err.splitlines()}
    for kind in ('fence', 'single-quotes', 'trailing-comma', 'bare-key', 'python-literal'):
        if kind not in kinds:
            raise AssertionError(f'{kind} is not among {kinds}')


@case
def parse_strict_refuses():
    """parse --strict-json refuses what RFC 8259 does not have, and names the place"""
    out, err = sluice('parse', '--strict-json', '-', stdin='[1, 2,]', status=1)
    same(out, '')
    if '6' not in err:
        raise AssertionError(err)


@case
def parse_keeps_digits():
    """parse keeps every digit of a number, fed whole or byte by byte"""
    text = '[12345678901234567890123, 1.10, -0, 1E400]'
    for chunk in (0, 1, 3):
        out, _ = sluice('parse', '--strict-json', '--chunk', chunk, '-', stdin=text)
        same(''.join(out.split()), ''.join(text.split()))


# --- schema and validate


@case
def schema_from_classes():
    """schema turns classes into JSON Schema as Pydantic prints it"""
    out, _ = sluice('schema', DATA / 'user.py')
    same(json.loads(out), {
        'description': 'A person who is named in a text.',
        'properties': {
            'name': {'title': 'Name', 'type': 'string'},
            'age': {'maximum': 120, 'minimum': 0, 'title': 'Age', 'type': 'integer'}},
        'required': ['name', 'age'], 'title': 'User', 'type': 'object'})


@case
def schema_iterable():
    """schema --iterable prints the wrapper that asks for many"""
    out, _ = sluice('schema', '--iterable', DATA / 'user-info.py')
    wrapper = json.loads(out)
    same(wrapper['title'], 'IterableUserInfo')
    same(wrapper['properties']['tasks']['items'], {'$ref': '#/$defs/UserInfo'})
    same(wrapper['required'], ['tasks'])


@case
def schema_there_and_back():
    """schema --to python prints classes that mean the same schema"""
    first, _ = sluice('schema', DATA / 'user.py')
    classes, _ = sluice('schema', '--to', 'python', DATA / 'user.py')
    with written(classes, '.py') as file:
        again, _ = sluice('schema', file.name)
    same(json.loads(again), json.loads(first))


@case
def schema_for_a_provider():
    """schema --for prints what a provider is sent, and what became of each rule"""
    out, err = sluice('schema', '--for', 'openai:tools', '--strict', DATA / 'user.py')
    sent = json.loads(out)
    same(sent['additionalProperties'], False)
    same(sent['required'], ['name', 'age'])
    if '/properties/age/minimum' not in err or 'enforced' not in err:
        raise AssertionError(err)

    out, _ = sluice('schema', '--for', 'gemini:tools', '--json', DATA / 'user.py')
    both = json.loads(out)
    same(both['dialect'], 'gemini')
    same(both['schema']['properties']['age']['type'], 'INTEGER')
    same({row['fate'] for row in both['rewrites']}, {'enforced'})

    sluice('schema', '--for', 'nobody:tools', DATA / 'user.py', status=2)
    sluice('schema', '--for', 'openai:shouting', DATA / 'user.py', status=2)
    sluice('schema', '--for', 'anthropic:responses-tools', DATA / 'user.py', status=2)


@case
def schema_inferred():
    """schema --infer makes the schema of sample values, in either notation"""
    with written('{"name": "Ann", "age": 3}') as one, written('{"name": "Bob"}\n{"name": "Eve", "age": 4}\n') as two:
        out, _ = sluice('schema', '--infer', '--root', 'user', one.name, two.name)
        schema = json.loads(out)
        same((schema['title'], schema['required']), ('User', ['name']))
        out, _ = sluice('schema', '--infer', '--root', 'User', '--to', 'python', one.name, two.name)
        for line in ('class User(BaseModel):', '    name: str', '    age: int | None = None'):
            if line not in out.splitlines():
                raise AssertionError(out)
        sluice('schema', one.name, two.name, status=2)
    with written('{"name": }') as bad:
        _, err = sluice('schema', '--infer', bad.name, status=2)
        if bad.name not in err or 'byte' not in err:
            raise AssertionError(err)


@case
def schema_problems():
    """schema tells every problem with line and column, and what may have been meant"""
    with written('class A(BaseModel):\n    x: strng\n    y: itn\n', '.py') as file:
        _, err = sluice('schema', file.name, status=2)
    lines = err.splitlines()
    same(len(lines), 2)
    for line, place, hint in zip(lines, (':2:8:', ':3:8:'), ('str', 'int')):
        if place not in line or hint not in line:
            raise AssertionError(line)


@case
def validate_absolute_location():
    """validate tells where a rule is with its URI, where the schema has one"""
    schema = ('{"$id": "https://example.org/s", "properties": {"a": {"$ref": "#/$defs/b c"}},'
              ' "$defs": {"b c": {"type": "string"}}}')
    with written(schema, '.json') as file, written('{"a": 1}') as instance:
        out, _ = sluice('validate', '--schema', file.name, instance.name, status=1)
    error = json.loads(out)['errors'][0]
    same(error['keywordLocation'], '/properties/a/$ref/type')
    same(error['absoluteKeywordLocation'], 'https://example.org/s#/$defs/b%20c/type')
    same(error['instanceLocation'], '/a')


@case
def validate_basic_output():
    """validate prints one basic output for each instance and says with its status if all are valid"""
    with written('{"name": "Ann", "age": 30}') as good, written('{"name": "Ann", "age": 131}') as bad:
        out, _ = sluice('validate', '--schema', DATA / 'user.py', good.name)
        same(json.loads(out)['valid'], True)
        for chunk in (0, 1):
            out, _ = sluice('validate', '--schema', DATA / 'user.py', '--chunk', chunk, bad.name,
                            status=1)
            result = json.loads(out)
            same(result['valid'], False)
            places = [error['instanceLocation'] for error in result['errors']]
            if '/age' not in places:
                raise AssertionError(places)
    sluice('validate', '--schema', DATA / 'user.py', '/nowhere', status=2)


@case
def validate_resources():
    """validate follows a reference into a document that --resource brings"""
    age = '{"type": "integer", "maximum": 120}'
    with written('{"properties": {"age": {"$ref": "https://example.org/age"}}}') as schema, \
         written(age) as resource, written('{"age": 121}') as instance:
        out, _ = sluice('validate', '--schema', schema.name,
                        '--resource', f'https://example.org/age={resource.name}', instance.name,
                        status=1)
        same([error['instanceLocation'] for error in json.loads(out)['errors']][-1], '/age')
        _, err = sluice('validate', '--schema', schema.name, '--resource', resource.name,
                        instance.name, status=2)
        if 'URI=FILE' not in err:
            raise AssertionError(err)


# --- replay of text


def replay(text, *arguments, schema='user-info.py', status=0):
    out, _ = sluice('replay', '--text', '--schema', DATA / schema, '--events', *arguments, '-',
                    stdin=text, status=status)
    return events(out)


@case
def replay_letter_by_letter():
    """Instructor's documented sequence: name J … John, then age 3, then 30"""
    lines = replay('{"name": "John", "age": 30}', '--partials', '--chunk', '1')
    values = []
    for event in named(lines, 'partial'):
        if not values or values[-1] != event['value']:
            values.append(event['value'])
    same([v for v in values if v], [
        *({'name': 'John'[:n]} for n in range(1, 5)),
        {'name': 'John', 'age': 3}, {'name': 'John', 'age': 30}])
    same(lines[-1]['outcome'], 'complete')
    same(lines[-1]['value'], {'name': 'John', 'age': 30})


@case
def replay_brackets_inside_strings():
    """braces and brackets inside a string do not end an item"""
    text = '{"tasks": [{"name": "a } ]", "age": 1}, {"name": "\\"]{", "age": 2}]}'
    for chunk in (1, 5, 1000):
        lines = replay(text, '--iterable', '--chunk', chunk)
        same([item['value']['name'] for item in named(lines, 'item')], ['a } ]', '"]{'])
        same(lines[-1]['outcome'], 'complete')


@case
def replay_item_at_its_own_bracket():
    """an item is told in the chunk that closes it, not with the next one"""
    text = '{"tasks": [{"name": "a", "age": 1}, {"name": "b", "age": 2}]}'
    lines = replay(text, '--iterable', '--partials', '--chunk', '1')
    first = lines.index(named(lines, 'item')[0])
    before = [e for e in lines[:first] if e['event'] == 'partial']
    for event in before:
        if len(event['value']) > 1:
            raise AssertionError('the second item had begun before the first was told')
    item = named(lines, 'item')[0]
    same(item['bytes'], [11, 34])
    first_event, last_event = item['stream_events']
    same(last_event - first_event, 34 - 11 - 1)
    first_time, last_time = item['arrived']
    if not 0 <= first_time <= last_time <= item['t']:
        raise AssertionError(f'an item arrived at {first_time} to {last_time}, and was told at {item["t"]}')


@case
def replay_item_streams():
    """values at the paths that were asked for are told one by one, before what they are in closes"""
    text = '{"tasks": [{"name": "a", "age": 1}, {"name": "b", "age": 2}]}'
    lines = replay(text, '--iterable', '--stream', '/*/name', '--stream', '/1', '--chunk', '3')
    same([(e['stream'], e['path'], e['value'], e['valid']) for e in named(lines, 'stream-item')],
         [('/*/name', '/0/name', 'a', True), ('/*/name', '/1/name', 'b', True),
          ('/1', '/1', {'name': 'b', 'age': 2}, True)])
    same(named(lines, 'stream-item')[0]['bytes'], [20, 23])
    told = [e['event'] for e in lines if e['event'] in ('stream-item', 'item')]
    same(told[:2], ['stream-item', 'item'])
    replay(text, '--stream', 'name', status=2)


@case
def replay_cut_item():
    """an item that the end of the stream cuts is no item; what was closed is kept"""
    lines = replay('{"tasks": [{"name": "a", "age": 1}, {"name": "b", "age": 35', '--iterable',
                   status=1)
    same([item['value'] for item in named(lines, 'item')], [{'name': 'a', 'age': 1}])
    same(lines[-1]['outcome'], 'truncated')
    if lines[-1]['value'][1:] not in ([], [{'name': 'b'}]):
        raise AssertionError(lines[-1]['value'])


@case
def replay_iterable_of_int():
    """Iterable[int]: numbers are items too, each told at its delimiter"""
    lines = replay('{"tasks": [1, 22, 333]}', '--iterable', '--chunk', '1', schema='int.json')
    same([item['value'] for item in named(lines, 'item')], [1, 22, 333])


@case
def replay_missing_field():
    """a missing required field is a violation of its object when that closes"""
    lines = replay('{"name": "John"}', status=1)
    violation = named(lines, 'violation')[0]
    same((violation['keyword'], violation['byte']), ('required', 15))
    same(lines[-1]['outcome'], 'invalid')


@case
def replay_out_of_bounds():
    """a number out of bounds: the item stays, is flagged, and the stream goes on"""
    text = '{"tasks": [{"name": "a", "age": 131}, {"name": "b", "age": 2}]}'
    lines = replay(text, '--iterable', '--chunk', '1', schema='user.py', status=1)
    same([item['valid'] for item in named(lines, 'item')], [False, True])
    violation = named(lines, 'violation')[0]
    same((violation['path'], violation['keyword']), ('/0/age', 'maximum'))
    same(lines[-1]['outcome'], 'invalid')


@case
def replay_union_types():
    """the items of a union tell their type"""
    text = ('{"tasks": [{"location": "Toronto", "units": "metric"}, '
            '{"query": "who won the super bowl"}]}')
    lines = replay(text, '--iterable', '--chunk', '1', schema='search.py')
    same([item['type'] for item in named(lines, 'item')], ['Weather', 'GoogleSearch'])


@case
def replay_strict_json():
    """--strict-json repairs nothing"""
    lines = replay('{"name": "a", "age": 1,}')
    same([repair['kind'] for repair in lines[-1]['repairs']], ['trailing-comma'])
    sluice('replay', '--text', '--strict-json', '--schema', DATA / 'user-info.py', '-',
           stdin='{"name": "a", "age": 1,}', status=1)


@case
def replay_without_json():
    """an answer without JSON is told as such"""
    lines = replay('I am sorry, I cannot do that.', status=1)
    if lines[-1]['outcome'] == 'complete' or not lines[-1].get('message'):
        raise AssertionError(lines[-1])


# --- extract against the simulator


@case
def extract_items_arrive():
    """extract prints items before the stream ends, in order, each valid"""
    out, _ = sluice('extract', '--provider', 'demo/steady', '--schema', DATA / 'user.py',
                    '--iterable', '--events', '--partials', '-m', FRIENDS)
    lines = events(out)
    items = named(lines, 'item')
    same([item['index'] for item in items], list(range(len(items))))
    same([item['valid'] for item in items], [True] * len(items))
    if len(items) < 2:
        raise AssertionError(items)
    times = [item['t'] for item in items]
    end = lines[-1]['t']
    same(times, sorted(times))
    if not times[0] < 0.8 * end:
        raise AssertionError(f'the first item came at {times[0]} of {end} ms')
    same(lines[0]['event'], 'started')
    same(lines[-1]['outcome'], 'complete')
    if not lines[-1]['usage']['output_tokens'] > 0:
        raise AssertionError(lines[-1]['usage'])


@case
def extract_modes():
    """every mode of the offline provider gives a valid value"""
    for mode in ('tools', 'json', 'json-schema', 'md-json'):
        out, _ = sluice('extract', '--provider', 'demo/fast', '--mode', mode,
                        '--schema', DATA / 'user-info.py',
                        '-m', 'user=Extract user info: John is 30 years old.')
        value = json.loads(out)
        same(sorted(value), ['age', 'name'])


@case
def extract_reask():
    """an invalid answer is asked again; both attempts are told"""
    out, _ = sluice('extract', '--provider', 'demo/needs-a-retry', '--schema', DATA / 'user.py',
                    '--events', '-m', 'user=John is 30')
    lines = events(out)
    same(len(named(lines, 'started')), 2)
    same(named(lines, 'retry')[0]['attempt'], 2)
    same(named(lines, 'retry')[0]['reason'], 'validation')
    same((lines[-1]['outcome'], lines[-1]['attempts']), ('complete', 2))


@case
def extract_other_outcomes():
    """breaking a rule, being cut off and losing the line end with their own outcome and status"""
    for model, outcome, status in (('breaks-a-rule', 'invalid', 1), ('cut-off', 'truncated', 1),
                                   ('drops-the-line', 'failed', 3)):
        out, _ = sluice('extract', '--provider', f'demo/{model}', '--schema', DATA / 'user.py',
                        '--iterable', '--max-retries', '0', '--events', '-m', FRIENDS, status=status)
        same(events(out)[-1]['outcome'], outcome)


@case
def extract_csv():
    """--output csv is a table of the items"""
    out, _ = sluice('extract', '--provider', 'demo/fast', '--schema', DATA / 'user.py', '--iterable',
                    '--output', 'csv', '-m', FRIENDS)
    rows = list(csv.DictReader(io.StringIO(out)))
    if not rows or not {'name', 'age'} <= set(rows[0]):
        raise AssertionError(out)


@case
def extract_variables_and_documents():
    """variables and a document are filled in; a variable without a value is named"""
    with written('Mary is 27.') as file:
        sluice('extract', '--provider', 'demo/fast', '--schema', DATA / 'user.py',
               '--document', file.name)
    _, err = sluice('extract', '--provider', 'demo/fast', '--schema', DATA / 'user.py',
                    '-m', 'user=Who is {{subject}}?', status=2)
    if 'subject' not in err:
        raise AssertionError(err)


@case
def extract_record_and_replay():
    """what --record kept replays to the same events"""
    with tempfile.TemporaryDirectory() as folder:
        kept = os.path.join(folder, 'kept.recording')
        out, _ = sluice('extract', '--provider', 'demo/fast', '--schema', DATA / 'user.py',
                        '--iterable', '--events', '--record', kept, '-m', FRIENDS)
        again, _ = sluice('replay', '--events', kept)
    plain = [[{k: v for k, v in event.items() if k in ('index', 'type', 'value', 'valid', 'bytes')}
              for event in named(events(text), 'item')] for text in (out, again)]
    same(plain[1], plain[0])
    same(events(again)[-1]['value'], events(out)[-1]['value'])


@case
def extract_interrupted():
    """an interrupt closes the connection at once and keeps what arrived"""
    server = subprocess.Popen([SLUICE, 'simulate', '--verbose'], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().strip() + '/v1'
        client = subprocess.Popen(
            [SLUICE, 'extract', '--provider', 'openai/slow', '--base-url', url, '--schema',
             DATA / 'user.py', '--iterable', '--events', '--partials', '-m', FRIENDS],
            stdout=subprocess.PIPE, text=True, env={**os.environ, 'OPENAI_API_KEY': 'sk-test'})
        lines = []
        for line in client.stdout:
            lines.append(json.loads(line))
            if lines[-1]['event'] == 'partial' and lines[-1]['value']:
                client.send_signal(signal.SIGINT)
                break
        lines += [json.loads(line) for line in client.stdout]
        same(client.wait(20), 130)
        same(lines[-1]['outcome'], 'cancelled')
        if not lines[-1]['value']:
            raise AssertionError(lines[-1])
        for line in server.stderr:
            if line.strip() in ('complete', 'disconnected'):
                same(line.strip(), 'disconnected')
                break
    finally:
        server.terminate()
        server.wait(20)


# --- keys, usage, messages


@case
def key_missing():
    """a missing key is told before anything is sent, with status 3"""
    _, err = sluice('extract', '--provider', 'openai/gpt-4.1-mini', '--schema', DATA / 'user.py',
                    '-m', 'user=x', status=3, OPENAI_API_KEY='')
    if 'key' not in err:
        raise AssertionError(err)


@case
def no_server():
    """an address where nobody listens is told in words"""
    _, err = sluice('extract', '--provider', 'openai/x', '--base-url', 'http://127.0.0.1:9/v1',
                    '--schema', DATA / 'user.py', '-m', 'user=x', status=3, OPENAI_API_KEY='sk-secret')
    if '127.0.0.1' not in err or 'sk-secret' in err:
        raise AssertionError(err)


@case
def wrong_usage():
    """wrong usage has status 2 and says what there is"""
    for arguments, word in ((('nonsense',), 'nonsense'), (('extract',), '--schema'),
                            (('extract', '--schema', 'x', '--mode', 'magic'), 'tools'),
                            (('decode', '--wire', 'morse', '-'), 'openai-chat'),
                            (('history',), 'not there yet'), (('parse',), 'FILE')):
        _, err = sluice(*arguments, status=2)
        if word not in err:
            raise AssertionError(err)


@case
def help_lists_everything():
    """--help lists the commands, and each command its options"""
    out, _ = sluice('--help')
    for command in ('extract', 'replay', 'decode', 'parse', 'validate', 'schema', 'providers',
                    'simulate'):
        if command not in out:
            raise AssertionError(command)
        text, _ = sluice(command, '--help')
        if command not in text:
            raise AssertionError(text)


@case
def providers_json():
    """providers --json tells wire, modes and key of each"""
    out, _ = sluice('providers', '--json', OPENAI_API_KEY='sk-test')
    found = {provider['id']: provider for provider in json.loads(out)}
    same(found['demo']['key'], 'not-needed')
    same((found['openai']['wire'], found['openai']['key']), ('openai-chat', 'ready'))
    same(found['anthropic']['wire'], 'anthropic-messages')
    if 'sk-test' in out:
        raise AssertionError('a key is printed')


@case
def decode_both_wires():
    """decode tells what a body says, whole and byte by byte"""
    body = ('data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n'
            'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
            'data: [DONE]\n\n')
    for chunk in (0, 1):
        out, _ = sluice('decode', '--wire', 'openai-chat', '--chunk', chunk, '-', stdin=body)
        answer = json.loads(out)
        same((answer['text'], answer['finish_reason'], answer['complete']), ('Hi', 'stop', True))


if __name__ == '__main__':
    main()
