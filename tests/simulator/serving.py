# serving.py: the simulator as a process, and tests that print TAP
#
# SPDX-License-Identifier: GPL-3.0-or-later
import http.client
import json
import queue
import subprocess
import sys
import threading
import traceback

USER = {
    'title': 'User', 'type': 'object',
    'properties': {'name': {'type': 'string'}, 'age': {'type': 'integer', 'minimum': 0, 'maximum': 120}},
    'required': ['name', 'age'],
}

USERS = {
    'title': 'IterableUser', 'type': 'object',
    'properties': {'tasks': {'type': 'array', 'items': USER}},
    'required': ['tasks'],
}


class Simulator:
    """The simulator, until the end of the with block. What it tells is in `told`."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([sys.argv[1], *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.port = int(self.url.rsplit(':', 1)[1])
        self.told = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            self.told.put(line.strip())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        status = self.process.wait(20)
        assert status == 0, f'the simulator ended with status {status}'

    def expect(self, *lines):
        for line in lines:
            told = self.told.get(timeout=20)
            assert told == line, f'“{told}” instead of “{line}”'

    def connect(self):
        return http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)

    def post(self, path, body, headers={}):
        """The answer: status, headers (small letters), body."""
        connection = self.connect()
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        connection.request('POST', path, data, {'Content-Type': 'application/json', **headers})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, {k.lower(): v for k, v in response.headers.items()}, text

    def memory(self):
        """Bytes of the process that are in memory."""
        with open(f'/proc/{self.process.pid}/statm', encoding='ascii') as statm:
            return int(statm.read().split()[1]) * 4096


def openai_request(schema=USER, text='Mary is 25 years old', model='steady', mode='tools', **more):
    body = {'model': model, 'messages': [{'role': 'user', 'content': text}], **more}
    if mode == 'tools':
        body['tools'] = [{'type': 'function', 'function': {'name': schema['title'], 'parameters': schema}}]
        body['tool_choice'] = {'type': 'function', 'function': {'name': schema['title']}}
    elif mode == 'json-schema':
        body['response_format'] = {'type': 'json_schema',
                                   'json_schema': {'name': schema['title'], 'schema': schema}}
    else:
        body['messages'].insert(0, {'role': 'system', 'content': 'Answer as JSON: ' + json.dumps(schema)})
        if mode == 'md-json':
            body['messages'].append({'role': 'user', 'content': 'Answer in a ```json code block.'})
        else:
            body['response_format'] = {'type': 'json_object'}
    return body


def anthropic_request(schema=USER, text='Mary is 25 years old', model='steady', **more):
    return {'model': model, 'max_tokens': 4096, 'messages': [{'role': 'user', 'content': text}],
            'tools': [{'name': schema['title'], 'input_schema': schema}],
            'tool_choice': {'type': 'tool', 'name': schema['title']}, **more}


def openai_text(body):
    """The arguments or the text of an answer, streamed or whole, and its finish reason."""
    text, finish = '', None
    if not body.startswith('data:'):
        choice = json.loads(body)['choices'][0]
        calls = choice['message'].get('tool_calls')
        return calls[0]['function']['arguments'] if calls else choice['message']['content'], choice['finish_reason']
    for line in body.split('\n'):
        if not line.startswith('data: {'):
            continue
        for choice in json.loads(line[6:])['choices']:
            delta = choice['delta']
            text += delta.get('content') or ''
            for call in delta.get('tool_calls', []):
                text += call['function'].get('arguments', '')
            finish = choice['finish_reason'] or finish
    return text, finish


def run(tests):
    """Runs functions named test_…; each is one line of TAP."""
    failed = 0
    print(f'1..{len(tests)}', flush=True)
    for number, test in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} {test.__name__}', flush=True)
        except Exception:
            failed += 1
            print(f'not ok {number} {test.__name__}', flush=True)
            for line in traceback.format_exc().splitlines():
                print(f'# {line}', flush=True)
    sys.exit(1 if failed else 0)
