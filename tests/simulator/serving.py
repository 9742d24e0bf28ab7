"""The simulator as a process, and what clients of the two wires send and read.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import http.client
import json
import queue
import subprocess
import sys
import threading

SLUICE = sys.argv[1]

CHAT = '/v1/chat/completions'
MESSAGES = '/v1/messages'
MODES = ['tools', 'json', 'json-schema', 'md-json']

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
    """`sluice simulate`, until the end of the with block. What it tells is in `told`."""

    def __init__(self, *arguments, speed=0):
        self.process = subprocess.Popen([SLUICE, 'simulate', '--verbose', f'--speed={speed}', *arguments],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.port = int(self.url.rsplit(':', 1)[1])
        self.told = queue.Queue()
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self):
        for line in self.process.stderr:
            self.told.put(line.split()[0])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        status = self.process.wait(20)
        self.listener.join(20)
        self.process.stdout.close()
        self.process.stderr.close()
        if status != 0:
            raise AssertionError(f'the simulator ended with status {status}')

    def expect(self, *words):
        """It told of these: paths of requests, and how they were answered."""
        for word in words:
            told = self.told.get(timeout=20)
            if told != word:
                raise AssertionError(f'“{told}” instead of “{word}”')

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


def add_prompt(messages, schema, mode):
    """The schema in words, as the modes without a place for it have it."""
    text = 'Answer as JSON that follows this schema: ' + json.dumps(schema)
    if mode == 'md-json':
        messages.append({'role': 'user', 'content': 'Answer in a ```json code block.'})
    return text


def openai_request(schema=USER, text='Mary is 25 years old', model='steady', mode='tools', **more):
    """A request of the chat completions protocol."""
    body = {'model': model, 'messages': [{'role': 'user', 'content': text}], **more}
    name = schema.get('title', 'Answer')
    if mode == 'tools':
        body['tools'] = [{'type': 'function', 'function': {'name': name, 'parameters': schema}}]
        body['tool_choice'] = {'type': 'function', 'function': {'name': name}}
    elif mode == 'json-schema':
        body['response_format'] = {'type': 'json_schema', 'json_schema': {'name': name, 'schema': schema}}
    else:
        body['messages'].insert(0, {'role': 'system', 'content': add_prompt(body['messages'], schema, mode)})
        if mode == 'json':
            body['response_format'] = {'type': 'json_object'}
    return body


def anthropic_request(schema=USER, text='Mary is 25 years old', model='steady', mode='tools', **more):
    """A request of the messages protocol."""
    body = {'model': model, 'max_tokens': 100000, 'messages': [{'role': 'user', 'content': text}], **more}
    name = schema.get('title', 'Answer')
    if mode == 'tools':
        body['tools'] = [{'name': name, 'input_schema': schema}]
        body['tool_choice'] = {'type': 'tool', 'name': name}
    elif mode == 'json-schema':
        body['output_config'] = {'format': {'type': 'json_schema', 'schema': schema}}
    else:
        body['system'] = add_prompt(body['messages'], schema, mode)
    return body


def data_lines(body):
    """The events of a stream."""
    return [json.loads(line[6:]) for line in body.split('\n') if line.startswith('data: {')]


def openai_text(body):
    """The arguments or the text of an answer, streamed or whole, and its finish reason."""
    if not body.startswith('data:'):
        choice = json.loads(body)['choices'][0]
        calls = choice['message'].get('tool_calls')
        return calls[0]['function']['arguments'] if calls else choice['message']['content'], choice['finish_reason']
    text, finish = '', None
    for event in data_lines(body):
        for choice in event['choices']:
            text += choice['delta'].get('content') or ''
            for call in choice['delta'].get('tool_calls', []):
                text += call['function'].get('arguments', '')
            finish = choice['finish_reason'] or finish
    return text, finish


def anthropic_text(body):
    """The same of the messages protocol."""
    if not body.startswith('event:'):
        message = json.loads(body)
        text = ''.join(json.dumps(block['input']) if block['type'] == 'tool_use' else block['text']
                       for block in message['content'])
        return text, message['stop_reason']
    text, finish = '', None
    for event in data_lines(body):
        delta = event.get('delta', {})
        text += delta.get('partial_json') or delta.get('text') or ''
        finish = delta.get('stop_reason') or finish
    return text, finish


class Wire:
    """One of the two protocols: its path, how a request is made, and how an answer is read."""

    def __init__(self, path, request, text, words):
        self.path, self.request, self.text = path, request, text
        self.tool_calls, self.stop, self.length, self.end = words


WIRES = [
    Wire(CHAT, openai_request, openai_text, ('tool_calls', 'stop', 'length', 'data: [DONE]')),
    Wire(MESSAGES, anthropic_request, anthropic_text,
         ('tool_use', 'end_turn', 'max_tokens', '"type":"message_stop"')),
]


def take_fenced(text):
    """What is in the code block of an answer."""
    prose, _, rest = text.partition('```json\n')
    if not prose.strip() or not rest.endswith('\n```'):
        raise AssertionError(f'no code block with a line before it: {text}')
    return rest[:-4]
