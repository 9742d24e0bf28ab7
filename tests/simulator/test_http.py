#!/usr/bin/env python3
"""The simulator as any HTTP client sees it.

Usage: test_http.py PATH-OF-SLUICE

SPDX-License-Identifier: GPL-3.0-or-later
"""
import http.client
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'cli'))
from tap import Skip, case, main, same  # noqa: E402  (the path is set one line above)

from serving import (  # noqa: E402
    CHAT, MESSAGES, MODES, SLUICE, USER, USERS, WIRES, Simulator, anthropic_request, data_lines,
    openai_request, take_fenced)

ANTHROPIC = {'anthropic-version': '2023-06-01'}
MARY = {'name': 'Mary', 'age': 25}
FRIENDS = ('Ivan is 28, lives in Moscow and his friends are Alex, John and Mary who are 25, 30 and 27 '
           'respectively')


def ask(simulator, wire, *arguments, **more):
    """The text of an answer and its finish reason."""
    status, _, body = simulator.post(wire.path, wire.request(*arguments, **more))
    same(status, 200)
    return wire.text(body)


def send_raw(simulator, wire, body):
    """A connection that has sent its request and reads nothing."""
    data = json.dumps(body).encode()
    connection = socket.create_connection(('127.0.0.1', simulator.port), timeout=20)
    connection.sendall(b'POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
                       b'Content-Length: %d\r\n\r\n' % (wire.path.encode(), len(data)) + data)
    return connection


def read_until(connection, wanted):
    received = b''
    while wanted not in received:
        more = connection.recv(65536)
        if not more:
            raise AssertionError(f'{wanted} never came: {received}')
        received += more
    return received


def expect_cut(simulator, wire, body):
    """What had come when the connection broke off."""
    try:
        simulator.post(wire.path, body)
    except http.client.IncompleteRead as error:
        return error.partial
    raise AssertionError('the line was not dropped')


# What is asked and where

@case
def everything_is_marked():
    """Every answer says that it is simulated, in its head and in the name of the model"""
    with Simulator() as simulator:
        for path, body in [(CHAT, openai_request()), (CHAT, openai_request(stream=True)), (CHAT, {}),
                           (MESSAGES, anthropic_request()), (MESSAGES, anthropic_request(stream=True)),
                           ('/v1/other', {})]:
            _, headers, text = simulator.post(path, body)
            same(headers['x-sluice-simulated'], 'true')
            if 'model' in body and 'sluice-simulator/steady' not in text:
                raise AssertionError(text)


@case
def models_are_listed():
    """The models are listed as either protocol lists them"""
    with Simulator() as simulator:
        for headers, key in [({}, 'object'), (ANTHROPIC, 'has_more')]:
            connection = simulator.connect()
            connection.request('GET', '/v1/models', headers=headers)
            models = json.loads(connection.getresponse().read())
            connection.close()
            same(key in models, True)
            same([model['id'] for model in models['data']],
                 ['steady', 'fast', 'slow', 'needs-a-retry', 'breaks-a-rule', 'cut-off', 'drops-the-line'])


BAD_REQUESTS = [
    (CHAT, b'', 'parse'),
    (CHAT, b'{"model":', 'parse'),
    (CHAT, b'[' * 100000, 'parse'),
    (CHAT, b'\xff\xfe', 'parse'),
    (CHAT, b'[]', 'not a JSON object'),
    (CHAT, {}, "'model'"),
    (CHAT, {'model': 'x'}, "'messages'"),
    (CHAT, {'model': 'x', 'messages': []}, "'messages'"),
    (CHAT, {'model': 'x', 'messages': 'hello'}, 'expected an array, but got a string'),
    (CHAT, {'model': 'x', 'messages': ['hello']}, "'messages[0]'"),
    (CHAT, {'model': 'x', 'messages': [{'content': 'hello'}]}, "'role'"),
    (CHAT, {'model': 'x', 'messages': [{'role': 'king', 'content': 'hello'}]}, 'role'),
    (CHAT, {'model': 5, 'messages': [{'role': 'user', 'content': 'a'}]}, 'expected a string, but got a number'),
    (CHAT, openai_request(stream='yes'), "'stream'"),
    (CHAT, openai_request({'title': 'Odd', 'type': 'strng'}), 'Odd'),
    (MESSAGES, {'model': 'x', 'messages': []}, 'max_tokens: Field required'),
    (MESSAGES, {'model': 'x', 'max_tokens': 5, 'messages': []}, 'at least one message'),
    (MESSAGES, {'model': 'x', 'max_tokens': '5', 'messages': []}, 'max_tokens: Input should be a number'),
    (MESSAGES, anthropic_request({'title': 'Odd', 'type': 'strng'}), 'Odd'),
]


@case
def bad_requests():
    """A request that a provider would refuse is refused in the provider's words"""
    with Simulator() as simulator:
        for path, body, expected in BAD_REQUESTS:
            status, headers, text = simulator.post(path, body)
            error = json.loads(text)
            same((status, headers['content-type']), (400, 'application/json'))
            if expected not in error['error']['message']:
                raise AssertionError(f'“{expected}” is not in {text}')
            same(error['error']['type'], 'invalid_request_error')
            same('type' in error, path == MESSAGES)
            simulator.expect(path, 'error')


@case
def unknown_routes():
    """Other paths are not found, other methods not allowed"""
    with Simulator() as simulator:
        same(simulator.post('/v1/embeddings', {})[0], 404)
        same(simulator.post('/v1/models', {})[0], 405)
        same(simulator.post('/', {})[0], 404)


@case
def large_requests():
    """A request without end is answered, or its line is cut, before it fills the memory"""
    with Simulator() as simulator:
        connection = socket.create_connection(('127.0.0.1', simulator.port), timeout=20)
        connection.sendall(b'POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n'
                           b'Content-Length: 99999999999\r\n\r\n{')
        answer = connection.makefile('rb').read()
        same((b' 413 ' in answer, b'request_too_large' in answer), (True, True))
        connection.close()

        before = simulator.memory()
        connection = socket.create_connection(('127.0.0.1', simulator.port), timeout=20)
        connection.sendall(b'POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n'
                           b'Transfer-Encoding: chunked\r\n\r\n')
        try:
            for _ in range(200):
                connection.sendall(b'100000\r\n' + b' ' * 0x100000 + b'\r\n')
            raise AssertionError('200 MB were read')
        except ConnectionError:
            pass
        connection.close()
        same(simulator.memory() - before < 100 * 1024 * 1024, True)
        same(simulator.post(CHAT, openai_request())[0], 200)


# What is answered

@case
def same_request_same_answer():
    """The same request gets the same answer, streamed or whole; another one gets another"""
    schema = {'title': 'Thing', 'type': 'object', 'required': ['a', 'b'],
              'properties': {'a': {'type': 'string'}, 'b': {'type': 'number'}}}
    with Simulator() as simulator:
        for wire in WIRES:
            first = json.loads(ask(simulator, wire, schema, 'Anything')[0])
            same(json.loads(ask(simulator, wire, schema, 'Anything', stream=True)[0]), first)
            same(json.loads(ask(simulator, wire, schema, 'Anything', model='fast')[0]), first)
            other = json.loads(ask(simulator, wire, schema, 'Something else')[0])
            same(other == first, False)


@case
def reads_the_prompt():
    """Names and numbers of the prompt are found again in the answer"""
    with Simulator() as simulator:
        for text, expected in [
                ('Mary is 25 years old', MARY),
                ('Extract user info: John is 30 years old.', {'name': 'John', 'age': 30}),
                ('What about Zoë, who turned 41 in Paris?', {'name': 'Zoë', 'age': 41})]:
            for wire in WIRES:
                same(json.loads(ask(simulator, wire, USER, text)[0]), expected)
        for wire in WIRES:
            users = json.loads(ask(simulator, wire, USERS, FRIENDS, stream=True)[0])['tasks']
            same([(user['name'], user['age']) for user in users],
                 [('Ivan', 28), ('Alex', 25), ('John', 30), ('Mary', 27)])


@case
def modes():
    """The schema is found as a tool, as an answer format, and in the words of the prompt"""
    with Simulator() as simulator:
        for wire in WIRES:
            for mode in MODES:
                for stream in [False, True]:
                    text, finish = ask(simulator, wire, mode=mode, stream=stream)
                    same(finish, wire.tool_calls if mode == 'tools' else wire.stop)
                    same(json.loads(take_fenced(text) if mode == 'md-json' else text), MARY)


NODE = {'type': 'object', 'required': ['name', 'children'],
        'properties': {'name': {'type': 'string', 'minLength': 1},
                       'children': {'type': 'array', 'items': {'$ref': '#/$defs/Node'}, 'maxItems': 3}}}

SCHEMAS = [
    {'type': 'object', 'properties': {}},
    {'type': 'object', 'properties': {'a': {'type': 'null'}, 'b': {'type': 'boolean'}}, 'required': ['a', 'b']},
    {'type': 'object', 'properties': {'n': {'type': 'number', 'exclusiveMinimum': 0, 'maximum': 1}},
     'required': ['n']},
    {'type': 'object', 'properties': {'n': {'type': 'integer', 'multipleOf': 7, 'minimum': 50}}, 'required': ['n']},
    {'type': 'object', 'properties': {'s': {'type': 'string', 'pattern': '^[A-Z]{2}-\\d{4}$'}}, 'required': ['s']},
    {'type': 'object', 'properties': {name: {'type': 'string', 'format': name} for name in
                                      ['date', 'time', 'date-time', 'uuid', 'email', 'uri', 'ipv4', 'ipv6']},
     'required': ['date', 'time', 'date-time', 'uuid', 'email', 'uri', 'ipv4', 'ipv6']},
    {'type': 'object', 'properties': {'l': {'type': 'array', 'items': {'enum': ['a', 'b', 'c']},
                                            'minItems': 3, 'uniqueItems': True}}, 'required': ['l']},
    {'type': 'object', 'properties': {'t': {'prefixItems': [{'type': 'string'}, {'type': 'integer'}],
                                            'items': False, 'minItems': 2}}, 'required': ['t']},
    {'type': 'object', 'properties': {'x': {'anyOf': [{'const': 3}, {'type': 'null'}]}}, 'required': ['x'],
     'additionalProperties': False},
    {'type': 'object', 'additionalProperties': {'type': 'integer'}, 'minProperties': 2},
    {'type': 'object', 'oneOf': [{'properties': {'kind': {'const': 'cat'}, 'lives': {'type': 'integer'}},
                                  'required': ['kind', 'lives']},
                                 {'properties': {'kind': {'const': 'dog'}, 'tricks': {'type': 'array'}},
                                  'required': ['kind', 'tricks']}]},
    {'$defs': {'Node': NODE}, '$ref': '#/$defs/Node'},
    {'type': 'object', 'allOf': [{'properties': {'a': {'type': 'string'}}, 'required': ['a']},
                                 {'properties': {'b': {'type': 'integer'}}, 'required': ['b']}]},
    {'type': 'object', 'properties': {'a': {'type': 'boolean'}}, 'required': ['a'],
     'if': {'properties': {'a': {'const': True}}}, 'then': {'required': ['b']}, 'else': {'required': ['c']}},
]


def assert_valid(schema, text):
    with tempfile.TemporaryDirectory() as folder:
        schema_file, instance = pathlib.Path(folder, 'schema.json'), pathlib.Path(folder, 'instance.json')
        schema_file.write_text(json.dumps(schema), encoding='utf-8')
        instance.write_text(text, encoding='utf-8')
        done = subprocess.run([SLUICE, 'validate', '--schema', schema_file, instance], capture_output=True,
                              text=True, timeout=60, check=False)
    if done.returncode != 0:
        raise AssertionError(f'{json.dumps(schema)}\n{text}\n{done.stdout}{done.stderr}')


@case
def answers_follow_the_schema():
    """Answers follow the schema of their request, in every mode of both protocols"""
    with Simulator() as simulator:
        for number, schema in enumerate(SCHEMAS):
            for wire in WIRES:
                mode = MODES[number % len(MODES)]
                text, _ = ask(simulator, wire, {'title': 'Answer', **schema}, 'Please answer.', mode=mode,
                              stream=number % 2 == 0)
                assert_valid(schema, take_fenced(text) if mode == 'md-json' else text)


@case
def item_counts():
    """As many items come as the prompt asks for, or the request, or a few"""
    with Simulator() as simulator:
        for wire in WIRES:
            for text, more, expected in [('Make 1,000 users', {}, 1000), ('Make users', {'sluice_items': 250}, 250),
                                         ('Please make 3 made-up people.', {}, 3)]:
                items = json.loads(ask(simulator, wire, USERS, text, **more)[0])['tasks']
                same(len(items), expected)
                same(all(0 <= item['age'] <= 120 for item in items), True)
            items = json.loads(ask(simulator, wire, USERS, 'Make some')[0])['tasks']
            same(4 <= len(items) <= 12, True)


@case
def max_tokens():
    """The output limit of the request ends the answer, and the usage says so"""
    with Simulator() as simulator:
        for wire, more in zip(WIRES, [{'stream_options': {'include_usage': True}}, {}]):
            body = simulator.post(wire.path, wire.request(USERS, 'Make 20 users', stream=True,
                                                          **{**more, 'max_tokens': 30}))[2]
            same(wire.text(body)[1], wire.length)
            if '_tokens":30' not in body:
                raise AssertionError(body)


# Models

@case
def models_with_a_fault():
    """Breaks a Rule, Cut Off and Drops the Line do what they are called, in both protocols"""
    with Simulator() as simulator:
        for wire in WIRES:
            for mode in ['tools', 'json-schema']:
                for stream in [False, True]:
                    text, finish = ask(simulator, wire, model='breaks-a-rule', mode=mode, stream=stream)
                    same((json.loads(text), finish),
                         ({'name': 'Mary', 'age': 125}, wire.tool_calls if mode == 'tools' else wire.stop))
                text, finish = ask(simulator, wire, model='cut-off', mode=mode, stream=True)
                same((finish, '"Mary' in text, '}' in text), (wire.length, True, False))
                partial = expect_cut(simulator, wire, wire.request(model='drops-the-line', mode=mode,
                                                                   stream=True)).decode()
                text, finish = wire.text(partial)
                same((finish, '"Mary' in text, '}' in text, wire.end in partial), (None, True, False, False))


@case
def needs_a_retry():
    """Needs a Retry breaks a rule until it is told so, in every shape that a correction has"""
    with Simulator() as simulator:
        for wire in WIRES:
            bad = {'name': 'Mary', 'age': 125}
            body = wire.request(model='needs-a-retry')
            same(json.loads(wire.text(simulator.post(wire.path, body)[2])[0]), bad)
            body['messages'] += [{'role': 'assistant', 'content': json.dumps(bad)},
                                 {'role': 'user', 'content': 'Validation Error found: age. Fix the errors.'}]
            same(json.loads(wire.text(simulator.post(wire.path, body)[2])[0]), MARY)

        body = openai_request(model='needs-a-retry')
        body['messages'] += [
            {'role': 'assistant', 'content': None, 'tool_calls': [
                {'id': 'a', 'type': 'function', 'function': {'name': 'User', 'arguments': json.dumps(bad)}}]},
            {'role': 'tool', 'tool_call_id': 'a', 'name': 'User',
             'content': 'Validation Error found:\nage\nRecall the function correctly, fix the errors'}]
        same(json.loads(WIRES[0].text(simulator.post(CHAT, body)[2])[0]), MARY)

        body = anthropic_request(model='needs-a-retry')
        body['messages'] += [
            {'role': 'assistant', 'content': [{'type': 'tool_use', 'id': 'a', 'name': 'User', 'input': bad}]},
            {'role': 'user', 'content': [
                {'type': 'tool_result', 'tool_use_id': 'a', 'is_error': True,
                 'content': 'Validation Error found:\nage\nRecall the function correctly, fix the errors'}]}]
        same(json.loads(WIRES[1].text(simulator.post(MESSAGES, body)[2])[0]), MARY)


def measure(simulator, wire, model):
    """Seconds from the request to the first token and to the end, and the longest silence after it."""
    connection = simulator.connect()
    start = time.monotonic()
    connection.request('POST', wire.path, json.dumps(wire.request(model=model, stream=True)))
    response = connection.getresponse()
    times = []
    while line := response.readline():
        if line.startswith(b'data: {'):
            times.append(time.monotonic() - start)
    connection.close()
    return times[0], times[-1], max(b - a for a, b in zip(times, times[1:]))


@case
def models_with_a_speed():
    """Fast is faster than Steady, and Slow is slower; none of them talks all at once"""
    with Simulator(speed=60) as simulator:
        for wire in WIRES:
            fast, steady, slow = (measure(simulator, wire, model) for model in ['fast', 'steady', 'slow'])
            same((fast[0] >= 0.08, steady[0] >= 0.25, slow[0] >= 0.9), (True, True, True))
            same(fast[1] < steady[1] < slow[1], True)
            # 24 tokens at nine a second, each half to one and a half of that apart.
            same(slow[1] - slow[0] > 0.4 and slow[2] < (slow[1] - slow[0]) * 0.6, True)


@case
def tells_time():
    """Tokens come one by one, over the whole time of the answer"""
    with Simulator(speed=200) as simulator:
        for wire in WIRES:
            connection = simulator.connect()
            connection.request('POST', wire.path, json.dumps(wire.request(USERS, 'Make 6 users', stream=True)))
            response = connection.getresponse()
            times = []
            while response.readline():
                times.append(time.monotonic())
            connection.close()
            # About 100 tokens at 200 a second: none of them early, and no long silence.
            took = times[-1] - times[0]
            same((took > 0.25, max(b - a for a, b in zip(times, times[1:])) < took / 2), (True, True))


@case
def token_sizes():
    """Tokens are as long as those of models"""
    with Simulator() as simulator:
        body = simulator.post(CHAT, openai_request(USERS, '20 users', stream=True))[2]
        sizes = [len(call['function']['arguments'].encode()) for event in data_lines(body)
                 for choice in event['choices'] for call in choice['delta'].get('tool_calls', [])]
        same(sizes[0], 0)
        same(all(1 <= size <= 10 for size in sizes[1:]), True)
        same(2 < sum(sizes) / len(sizes) < 6, True)


# Faults

@case
def error_statuses():
    """An HTTP error has the body that the provider gives with it"""
    for fault, status, openai_code, anthropic_type in [
            ('status=401', 401, 'invalid_api_key', 'authentication_error'),
            ('status=429', 429, 'rate_limit_exceeded', 'rate_limit_error'),
            ('status=500', 500, None, 'api_error'),
            ('status=529', 529, 'overloaded', 'overloaded_error')]:
        with Simulator('--fault', fault) as simulator:
            answer = simulator.post(CHAT, openai_request())
            same((answer[0], json.loads(answer[2])['error']['code']), (status, openai_code))
            answer = simulator.post(MESSAGES, anthropic_request(stream=True))
            same((answer[0], json.loads(answer[2])['error']['type']), (status, anthropic_type))


@case
def counted_fault_and_retry_after():
    """A fault with a count is over after so many requests"""
    with Simulator('--fault', 'retry-after=2*1') as simulator:
        status, headers, _ = simulator.post(CHAT, openai_request())
        same((status, headers['retry-after']), (429, '2'))
        status, headers, _ = simulator.post(CHAT, openai_request())
        same((status, 'retry-after' in headers), (200, False))


@case
def malformed():
    """The JSON of the answer has one bracket that is of the wrong kind"""
    with Simulator('--fault', 'malformed') as simulator:
        for wire in WIRES:
            for schema, text in [(USER, 'Mary is 25'), (USERS, 'Make 5 users'), (USERS, 'Make 200 users')]:
                answer, _ = ask(simulator, wire, schema, text, stream=True)
                try:
                    json.loads(answer)
                    raise AssertionError(f'this is JSON: {answer}')
                except json.JSONDecodeError:
                    same(answer.count('{') + answer.count('[') + 1, answer.count('}') + answer.count(']'))


@case
def malformed_whole():
    """Where the answer comes whole it is malformed too, as far as its protocol has a text for it"""
    with Simulator('--fault', 'malformed') as simulator:
        for wire, mode in [(WIRES[0], 'tools'), (WIRES[0], 'json-schema'), (WIRES[1], 'json-schema')]:
            answer, _ = ask(simulator, wire, mode=mode)
            same(answer.count('{') + 1, answer.count('}') + answer.count(']'))


@case
def garbled():
    """One event of the stream is none of the protocol's"""
    with Simulator('--fault', 'garbled') as simulator:
        for wire in WIRES:
            lines = [line[6:] for line in simulator.post(wire.path, wire.request(stream=True))[2].split('\n')
                     if line.startswith('data: {')]
            same(len([line for line in lines if not line.endswith('}')]), 1)


@case
def refuse():
    """The model declines, as either protocol says that"""
    with Simulator('--fault', 'refuse') as simulator:
        message = json.loads(simulator.post(CHAT, openai_request())[2])['choices'][0]['message']
        same((bool(message['refusal']), bool(message.get('tool_calls'))), (True, False))
        same('"refusal":"' in simulator.post(CHAT, openai_request(stream=True))[2], True)
        message = json.loads(simulator.post(MESSAGES, anthropic_request())[2])
        same((message['stop_reason'], [block['type'] for block in message['content']]), ('refusal', ['text']))
        same(ask(simulator, WIRES[1], stream=True)[1], 'refusal')


@case
def truncate():
    """The output limit is reached in the middle"""
    with Simulator('--fault', 'truncate') as simulator:
        for wire in WIRES:
            text, finish = ask(simulator, wire, stream=True)
            same((finish, bool(text), '}' in text), (wire.length, True, False))
            same(json.loads(simulator.post(wire.path, wire.request(stream=False))[2]) is not None, True)


@case
def cut():
    """The connection closes after so many bytes, streamed or whole"""
    with Simulator('--fault', 'cut=200') as simulator:
        for wire in WIRES:
            for stream in [True, False]:
                same(len(expect_cut(simulator, wire, wire.request(stream=stream))), 200)
                simulator.expect(wire.path, 'cut')


@case
def slow_start():
    """There is a silence before the first byte"""
    with Simulator('--fault', 'slow-start=300') as simulator:
        for wire in WIRES:
            start = time.monotonic()
            simulator.post(wire.path, wire.request(stream=True))
            same(time.monotonic() - start >= 0.3, True)


@case
def one_byte():
    """The body comes a byte at a time"""
    with Simulator('--fault', 'one-byte') as simulator:
        for wire in WIRES:
            same(json.loads(ask(simulator, wire, stream=True)[0]), MARY)
            connection = send_raw(simulator, wire, wire.request(stream=True))
            raw = read_until(connection, b'\r\n0\r\n\r\n')
            connection.close()
            sizes = raw.split(b'\r\n\r\n', 1)[1].split(b'\r\n')[0::2]
            same((len(sizes) > 1000, set(sizes) - {b'1', b'0', b''}), (True, set()))


@case
def recordings():
    """A recording is played to whoever speaks its protocol, others get an answer of our own"""
    folder = pathlib.Path(__file__).resolve().parent.parent / 'data' / 'recordings'
    body = folder / 'anthropic-iterable' / 'response.sse'
    with Simulator(str(body)) as simulator:
        for _ in range(2):
            same(simulator.post(MESSAGES, anthropic_request())[2], body.read_text(encoding='utf-8'))
        same(json.loads(ask(simulator, WIRES[0])[0]), MARY)


# Clients that go

@case
def stall_and_disconnect():
    """Nothing more comes; a client that goes while nothing is written is seen"""
    with Simulator('--fault', 'stall') as simulator:
        for wire in WIRES:
            connection = send_raw(simulator, wire, wire.request(stream=True))
            simulator.expect(wire.path)
            read_until(connection, b'data: ')
            connection.settimeout(0.3)
            try:
                while connection.recv(65536):
                    pass
                raise AssertionError('the connection was closed')
            except TimeoutError:
                pass
            same(simulator.told.empty(), True)
            connection.close()
            simulator.expect('disconnected')


@case
def disconnect_while_talking():
    """A client that goes in the middle is seen, streamed or whole"""
    with Simulator(speed=20) as simulator:
        for wire in WIRES:
            for stream in [True, False]:
                connection = send_raw(simulator, wire, wire.request(USERS, 'Make 50 users', stream=stream))
                simulator.expect(wire.path)
                if stream:
                    read_until(connection, b'data: ')
                connection.close()
                simulator.expect('disconnected')


@case
def connections_are_reused():
    """One connection serves many requests"""
    with Simulator() as simulator:
        connection = simulator.connect()
        for number in range(6):
            wire = WIRES[number % 2]
            connection.request('POST', wire.path, json.dumps(wire.request(stream=number % 3 == 0)))
            same(json.loads(wire.text(connection.getresponse().read().decode())[0]), MARY)
            simulator.expect(wire.path, 'complete')
        connection.close()


@case
def memory_is_bounded():
    """Ten million items take no more memory than ten, however slowly they are read"""
    if 'ASAN_OPTIONS' in os.environ:
        raise Skip('the address sanitizer keeps memory that was freed')
    with Simulator() as simulator:
        body = openai_request(USERS, 'Make users', stream=True, sluice_items=10_000_000)
        simulator.post(CHAT, openai_request())
        before = simulator.memory()
        connection = send_raw(simulator, WIRES[0], body)
        simulator.expect(CHAT, 'complete', CHAT)
        received = 0
        while received < 50_000_000:
            received += len(connection.recv(1 << 20))
            same(simulator.memory() - before < 16 * 1024 * 1024, True)
        connection.close()
        simulator.expect('disconnected')


main()
