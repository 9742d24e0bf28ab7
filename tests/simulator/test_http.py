# test_http.py: the simulator as any HTTP client sees it
#
# SPDX-License-Identifier: GPL-3.0-or-later
import http.client
import json
import socket
import time

from serving import USER, USERS, Simulator, anthropic_request, openai_request, openai_text, run

CHAT = '/v1/chat/completions'
MESSAGES = '/v1/messages'
ANTHROPIC = {'anthropic-version': '2023-06-01'}


def test_everything_is_marked():
    with Simulator() as simulator:
        for path, body in [(CHAT, openai_request()), (CHAT, openai_request(stream=True)), (CHAT, {}),
                           (MESSAGES, anthropic_request()), ('/v1/other', {})]:
            _, headers, text = simulator.post(path, body)
            assert headers['x-sluice-simulated'] == 'true', (path, headers)
            if path == CHAT and body:
                assert 'sluice-simulator/steady' in text


def test_models():
    with Simulator() as simulator:
        for headers, key in [({}, 'object'), (ANTHROPIC, 'has_more')]:
            connection = simulator.connect()
            connection.request('GET', '/v1/models', headers=headers)
            models = json.loads(connection.getresponse().read())
            connection.close()
            assert key in models
            assert [model['id'] for model in models['data']] == [
                'steady', 'fast', 'slow', 'needs-a-retry', 'breaks-a-rule', 'cut-off', 'drops-the-line']


BAD_REQUESTS = [
    (CHAT, b'', 'parse'),
    (CHAT, b'{"model":', 'parse'),
    (CHAT, b'[' * 100000, 'parse'),
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
]


def test_bad_requests():
    with Simulator() as simulator:
        for path, body, expected in BAD_REQUESTS:
            status, _, text = simulator.post(path, body)
            error = json.loads(text)
            assert status == 400, (body, status, text)
            assert expected in error['error']['message'], (expected, text)
            assert error['error']['type'] == 'invalid_request_error'
            assert ('type' in error) == (path == MESSAGES)
            simulator.expect(f'request {path}', 'answered error')


def test_unknown_routes():
    with Simulator() as simulator:
        assert simulator.post('/v1/embeddings', {})[0] == 404
        assert simulator.post('/v1/models', {})[0] == 405
        assert simulator.post('/', {})[0] == 404


def test_same_request_same_answer():
    with Simulator() as simulator:
        schema = {'title': 'Thing', 'type': 'object', 'required': ['a', 'b'],
                  'properties': {'a': {'type': 'string'}, 'b': {'type': 'number'}}}
        body = openai_request(schema, 'Anything')
        first = openai_text(simulator.post(CHAT, body)[2])
        assert first == openai_text(simulator.post(CHAT, {**body, 'stream': True})[2])
        assert first == openai_text(simulator.post(CHAT, {**body, 'model': 'fast'})[2])
        other = openai_text(simulator.post(CHAT, openai_request(schema, 'Something else'))[2])
        assert first != other


def test_reads_the_prompt():
    with Simulator() as simulator:
        for text, expected in [
                ('Mary is 25 years old', {'name': 'Mary', 'age': 25}),
                ('Extract user info: John is 30 years old.', {'name': 'John', 'age': 30}),
                ('What about Zoë, who turned 41 in Paris?', {'name': 'Zoë', 'age': 41})]:
            assert json.loads(openai_text(simulator.post(CHAT, openai_request(USER, text))[2])[0]) == expected
        text = ('Ivan is 28, lives in Moscow and his friends are Alex, John and Mary who are 25, 30 and 27 '
                'respectively')
        users = json.loads(openai_text(simulator.post(CHAT, openai_request(USERS, text))[2])[0])['tasks']
        assert [(user['name'], user['age']) for user in users] == [
            ('Ivan', 28), ('Alex', 25), ('John', 30), ('Mary', 27)]


def test_modes():
    with Simulator() as simulator:
        for mode in ['tools', 'json', 'json-schema', 'md-json']:
            for stream in [False, True]:
                text, finish = openai_text(simulator.post(CHAT, openai_request(mode=mode, stream=stream))[2])
                assert finish == ('tool_calls' if mode == 'tools' else 'stop'), (mode, finish)
                if mode == 'md-json':
                    prose, _, rest = text.partition('```json\n')
                    assert prose.strip() and rest.endswith('\n```'), text
                    text = rest[:-4]
                assert json.loads(text) == {'name': 'Mary', 'age': 25}, (mode, text)


def test_token_sizes():
    with Simulator() as simulator:
        body = simulator.post(CHAT, openai_request(USERS, '20 users', stream=True))[2]
        sizes = [len(call['function']['arguments'].encode())
                 for line in body.split('\n') if line.startswith('data: {')
                 for choice in json.loads(line[6:])['choices']
                 for call in choice['delta'].get('tool_calls', [])]
        assert sizes[0] == 0
        assert all(1 <= size <= 10 for size in sizes[1:]), sizes
        assert 2 < sum(sizes) / len(sizes) < 6, sum(sizes) / len(sizes)


def test_item_counts():
    with Simulator() as simulator:
        for body, expected in [
                (openai_request(USERS, 'Make 1,000 users'), 1000),
                (openai_request(USERS, 'Make users', sluice_items=250), 250),
                (openai_request({**USERS, 'title': 'Three'}, 'Please make 3 made-up people.'), 3)]:
            items = json.loads(openai_text(simulator.post(CHAT, body)[2])[0])['tasks']
            assert len(items) == expected, (expected, len(items))
            assert all(0 <= item['age'] <= 120 for item in items)
        items = json.loads(openai_text(simulator.post(CHAT, openai_request(USERS, 'Make some'))[2])[0])['tasks']
        assert 4 <= len(items) <= 12


def test_models_with_a_fault():
    with Simulator() as simulator:
        for path, make in [(CHAT, openai_request), (MESSAGES, anthropic_request)]:
            text = simulator.post(path, make(model='breaks-a-rule'))[2]
            assert '125' in text, text
            text = simulator.post(path, make(model='cut-off', stream=True))[2]
            assert ('"length"' if path == CHAT else '"max_tokens"') in text
            try:
                simulator.post(path, make(model='drops-the-line', stream=True))
                raise AssertionError('the line was not dropped')
            except http.client.IncompleteRead as error:
                assert b'data: ' in error.partial and b'[DONE]' not in error.partial


def test_needs_a_retry():
    with Simulator() as simulator:
        body = openai_request(model='needs-a-retry')
        first, _ = openai_text(simulator.post(CHAT, body)[2])
        assert json.loads(first) == {'name': 'Mary', 'age': 125}
        body['messages'] += [{'role': 'assistant', 'content': first},
                             {'role': 'user', 'content': 'Validation Error found: age is 125. Fix the errors.'}]
        assert json.loads(openai_text(simulator.post(CHAT, body)[2])[0]) == {'name': 'Mary', 'age': 25}


def test_max_tokens():
    with Simulator() as simulator:
        body = openai_request(USERS, 'Make 20 users', max_tokens=30, stream=True,
                              stream_options={'include_usage': True})
        text = simulator.post(CHAT, body)[2]
        assert openai_text(text)[1] == 'length'
        assert '"completion_tokens":30' in text


def test_error_faults():
    for fault, status, openai_code, anthropic_type in [
            ('status=401', 401, 'invalid_api_key', 'authentication_error'),
            ('status=429', 429, 'rate_limit_exceeded', 'rate_limit_error'),
            ('status=500', 500, None, 'api_error'),
            ('status=529', 529, 'overloaded', 'overloaded_error')]:
        with Simulator('--fault', fault) as simulator:
            answer = simulator.post(CHAT, openai_request())
            assert (answer[0], json.loads(answer[2])['error']['code']) == (status, openai_code)
            answer = simulator.post(MESSAGES, anthropic_request())
            assert (answer[0], json.loads(answer[2])['error']['type']) == (status, anthropic_type)


def test_counted_fault_and_retry_after():
    with Simulator('--fault', 'retry-after=2*1') as simulator:
        status, headers, _ = simulator.post(CHAT, openai_request())
        assert (status, headers['retry-after']) == (429, '2')
        assert simulator.post(CHAT, openai_request())[0] == 200


def test_malformed():
    with Simulator('--fault', 'malformed') as simulator:
        for schema, text in [(USER, 'Mary is 25'), (USERS, 'Make 5 users'), (USERS, 'Make 200 users')]:
            answer, _ = openai_text(simulator.post(CHAT, openai_request(schema, text, stream=True))[2])
            try:
                json.loads(answer)
                raise AssertionError(f'this is JSON: {answer}')
            except json.JSONDecodeError:
                assert answer.count('{') + answer.count('[') + 1 == answer.count('}') + answer.count(']')


def test_garbled():
    with Simulator('--fault', 'garbled') as simulator:
        lines = [line[6:] for line in simulator.post(CHAT, openai_request(stream=True))[2].split('\n')
                 if line.startswith('data: {')]
        assert len([line for line in lines if not line.endswith('}')]) == 1


def test_refuse():
    with Simulator('--fault', 'refuse') as simulator:
        message = json.loads(simulator.post(CHAT, openai_request())[2])['choices'][0]['message']
        assert message['refusal'] and not message.get('tool_calls')
        assert '"refusal":"' in simulator.post(CHAT, openai_request(stream=True))[2]
        assert json.loads(simulator.post(MESSAGES, anthropic_request())[2])['stop_reason'] == 'refusal'


def test_truncate():
    with Simulator('--fault', 'truncate') as simulator:
        text, finish = openai_text(simulator.post(CHAT, openai_request(stream=True))[2])
        assert finish == 'length' and text and '}' not in text


def test_cut():
    with Simulator('--fault', 'cut=200') as simulator:
        for body in [openai_request(stream=True), openai_request(stream=False)]:
            try:
                simulator.post(CHAT, body)
                raise AssertionError('it was not cut')
            except http.client.IncompleteRead as error:
                assert len(error.partial) == 200, len(error.partial)
            simulator.expect(f'request {CHAT}', 'answered cut')


def test_slow_start():
    with Simulator('--fault', 'slow-start=300') as simulator:
        start = time.monotonic()
        simulator.post(CHAT, openai_request())
        assert time.monotonic() - start >= 0.3


def send_raw(simulator, body):
    """A connection that has sent its request and reads nothing."""
    data = json.dumps(body).encode()
    connection = socket.create_connection(('127.0.0.1', simulator.port), timeout=20)
    connection.sendall(b'POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
                       b'Content-Length: %d\r\n\r\n' % len(data) + data)
    return connection


def test_one_byte():
    with Simulator('--fault', 'one-byte') as simulator:
        answer = simulator.post(CHAT, openai_request(stream=True))
        assert json.loads(openai_text(answer[2])[0]) == {'name': 'Mary', 'age': 25}
        connection = send_raw(simulator, openai_request(stream=True))
        raw = b''
        while not raw.endswith(b'0\r\n\r\n'):
            raw += connection.recv(65536)
        connection.close()
        chunks = raw.split(b'\r\n\r\n', 1)[1].split(b'\r\n')
        assert chunks.count(b'1') > 1000, chunks[:20]


def test_stall_and_disconnect():
    with Simulator('--fault', 'stall') as simulator:
        connection = send_raw(simulator, openai_request(stream=True))
        simulator.expect(f'request {CHAT}')
        received = b''
        while b'data: ' not in received:
            received += connection.recv(65536)
        connection.settimeout(0.3)
        try:
            while True:
                assert connection.recv(65536)
        except TimeoutError:
            pass
        assert simulator.told.empty()
        connection.close()
        simulator.expect('answered disconnected')


def test_disconnect_while_talking():
    with Simulator('--speed', '20') as simulator:
        for stream in [True, False]:
            connection = send_raw(simulator, openai_request(USERS, 'Make 50 users', stream=stream))
            simulator.expect(f'request {CHAT}')
            time.sleep(0.1)
            connection.close()
            simulator.expect('answered disconnected')


def test_tells_time():
    with Simulator('--speed', '200') as simulator:
        connection = simulator.connect()
        connection.request('POST', CHAT, json.dumps(openai_request(USERS, 'Make 6 users', stream=True)))
        response = connection.getresponse()
        times = []
        while response.readline():
            times.append(time.monotonic())
        connection.close()
        # About 100 tokens at 200 a second, none of them early.
        assert 0.25 < times[-1] - times[0] < 5, times[-1] - times[0]
        assert max(b - a for a, b in zip(times, times[1:])) < 0.25


def test_memory_is_bounded():
    with Simulator() as simulator:
        body = openai_request(USERS, 'Make users', stream=True, sluice_items=10_000_000)
        simulator.post(CHAT, openai_request())
        before = simulator.memory()
        connection = send_raw(simulator, body)
        simulator.expect(f'request {CHAT}', 'answered complete', f'request {CHAT}')
        time.sleep(0.5)
        assert simulator.memory() - before < 16 * 1024 * 1024, simulator.memory() - before
        received = 0
        while received < 50_000_000:
            received += len(connection.recv(1 << 20))
        assert simulator.memory() - before < 16 * 1024 * 1024, simulator.memory() - before
        connection.close()
        simulator.expect('answered disconnected')


def test_large_request():
    with Simulator() as simulator:
        connection = socket.create_connection(('127.0.0.1', simulator.port), timeout=20)
        connection.sendall(b'POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n'
                           b'Content-Length: 99999999999\r\n\r\n{')
        answer = connection.makefile('rb').read()
        assert b' 413 ' in answer and b'request_too_large' in answer, answer
        connection.close()
        # Nor is a body read for ever whose length nobody told.
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
        assert simulator.memory() - before < 100 * 1024 * 1024
        assert simulator.post(CHAT, openai_request())[0] == 200


run([value for name, value in list(globals().items()) if name.startswith('test_')])
