#!/usr/bin/env python3
"""The simulator as the vendors' own clients see it, where they are installed.

Usage: test_clients.py PATH-OF-SLUICE

The Python clients (openai, anthropic, instructor) are those of the interpreter that runs this, so a
virtual environment's python tests what is in there. Those for Node are found with NODE_PATH.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import importlib
import pathlib
import shutil
import subprocess
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'cli'))
from tap import Skip, case, main, same  # noqa: E402  (the path is set one line above)

from serving import Simulator, anthropic_request, openai_request  # noqa: E402

MARY = {'name': 'Mary', 'age': 25}
FRIENDS = [{'role': 'user', 'content':
            'Ivan is 28, lives in Moscow and his friends are Alex, John and Mary who are 25, 30 and 27 respectively'}]
PROMPT = [{'role': 'user', 'content': 'Mary is 25 years old'}]
NAMES = ['Ivan', 'Alex', 'John', 'Mary']


def need(name):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            return importlib.import_module(name)
    except ImportError:
        raise Skip(f'{name} is not installed') from None


def openai_client(simulator, **more):
    return need('openai').OpenAI(base_url=simulator.url + '/v1', api_key='none', **{'max_retries': 0, **more})


def anthropic_client(simulator, **more):
    return need('anthropic').Anthropic(base_url=simulator.url, api_key='none', **{'max_retries': 0, **more})


def make_user():
    """A class with a rule that the models with a fault can break."""
    pydantic = need('pydantic')
    return pydantic.create_model('User', name=(str, ...), age=(int, pydantic.Field(ge=0, le=120)))


# openai

@case
def openai_whole():
    """openai: an answer that comes whole"""
    need('openai')
    with Simulator() as simulator:
        client = openai_client(simulator)
        completion = client.chat.completions.create(**openai_request())
        call = completion.choices[0].message.tool_calls[0]
        same((call.type, call.function.name, call.function.arguments), ('function', 'User', '{"name":"Mary","age":25}'))
        same(completion.choices[0].finish_reason, 'tool_calls')
        same(completion.usage.total_tokens, completion.usage.prompt_tokens + completion.usage.completion_tokens)
        completion = client.chat.completions.create(**openai_request(mode='json'))
        same(completion.choices[0].message.content, '{"name": "Mary", "age": 25}')
        same(completion.choices[0].finish_reason, 'stop')
        same(len(client.models.list().data), 7)


@case
def openai_stream():
    """openai: the events of a stream, and its usage after them"""
    need('openai')
    with Simulator() as simulator:
        client = openai_client(simulator)
        chunks = list(client.chat.completions.create(
            **openai_request(stream=True, stream_options={'include_usage': True})))
        same(len({chunk.id for chunk in chunks}), 1)
        arguments = ''.join(call.function.arguments for chunk in chunks for choice in chunk.choices
                            for call in choice.delta.tool_calls or [])
        same(arguments, '{"name":"Mary","age":25}')
        same(chunks[0].choices[0].delta.role, 'assistant')
        same([choice.finish_reason for chunk in chunks for choice in chunk.choices if choice.finish_reason],
             ['tool_calls'])
        same((chunks[-1].choices, chunks[-1].usage.completion_tokens > 5), ([], True))
        same([chunk.usage for chunk in chunks[:-1]], [None] * (len(chunks) - 1))


@case
def openai_parse():
    """openai: parse, and the helper for streams, which check every event"""
    openai = need('openai')
    user = make_user()
    with Simulator() as simulator:
        client = openai_client(simulator)
        chat = client.chat if hasattr(client.chat.completions, 'parse') else client.beta.chat
        completion = chat.completions.parse(model='steady', messages=PROMPT, response_format=user)
        same(completion.choices[0].message.parsed.model_dump(), MARY)
        tool = openai.pydantic_function_tool(user)
        completion = chat.completions.parse(model='steady', messages=PROMPT, tools=[tool])
        same(completion.choices[0].message.tool_calls[0].function.parsed_arguments.model_dump(), MARY)

        with chat.completions.stream(model='steady', messages=PROMPT, response_format=user) as stream:
            kinds = [event.type for event in stream]
            final = stream.get_final_completion()
        same({'chunk', 'content.delta', 'content.done'} <= set(kinds), True)
        same(final.choices[0].message.parsed.model_dump(), MARY)
        with chat.completions.stream(model='steady', messages=PROMPT, tools=[tool]) as stream:
            kinds = [event.type for event in stream]
            final = stream.get_final_completion()
        same('tool_calls.function.arguments.done' in kinds, True)
        same(final.choices[0].message.tool_calls[0].function.parsed_arguments.model_dump(), MARY)


@case
def openai_faults():
    """openai: errors are those of the provider, retries work, a refusal is one, a cut is seen"""
    openai = need('openai')
    request = openai_request(stream=True)
    for fault, error in [('status=401', openai.AuthenticationError), ('status=429', openai.RateLimitError),
                         ('status=400', openai.BadRequestError), ('status=500', openai.InternalServerError)]:
        with Simulator('--fault', fault) as simulator:
            try:
                openai_client(simulator).chat.completions.create(**request)
                raise AssertionError(f'{fault}: no error')
            except error as problem:
                same(problem.response.headers['x-request-id'], 'req_simulated_000001')
    with Simulator('--fault', 'retry-after=0*1') as simulator:
        list(openai_client(simulator, max_retries=1).chat.completions.create(**request))
        simulator.expect('/v1/chat/completions', 'error', '/v1/chat/completions', 'complete')
    with Simulator('--fault', 'refuse') as simulator:
        message = openai_client(simulator).chat.completions.create(**openai_request()).choices[0].message
        same((bool(message.refusal), message.content, message.tool_calls), (True, None, None))
    with Simulator() as simulator:
        try:
            list(openai_client(simulator).chat.completions.create(**{**request, 'model': 'drops-the-line'}))
            raise AssertionError('the dropped line was not seen')
        except Exception as problem:  # its HTTP library's own
            same('ProtocolError' in type(problem).__name__ or isinstance(problem, openai.APIError), True)


@case
def openai_goes():
    """openai: closing a stream is seen by the simulator"""
    need('openai')
    with Simulator(speed=20) as simulator:
        stream = openai_client(simulator).chat.completions.create(**openai_request(stream=True))
        next(iter(stream))
        stream.close()
        simulator.expect('/v1/chat/completions', 'disconnected')


# anthropic

@case
def anthropic_whole():
    """anthropic: an answer that comes whole"""
    need('anthropic')
    with Simulator() as simulator:
        client = anthropic_client(simulator)
        message = client.messages.create(**{**anthropic_request(), 'max_tokens': 1000})
        same([(block.type, block.name, block.input) for block in message.content], [('tool_use', 'User', MARY)])
        same((message.stop_reason, message.role, message.type), ('tool_use', 'assistant', 'message'))
        same(message.usage.output_tokens > 5, True)
        message = client.messages.create(**{**anthropic_request(mode='json'), 'max_tokens': 1000})
        same((message.content[0].text, message.stop_reason), ('{"name": "Mary", "age": 25}', 'end_turn'))
        same([model.id for model in client.models.list()][0], 'steady')


@case
def anthropic_stream():
    """anthropic: the events of a stream, as they come and through the helper"""
    need('anthropic')
    with Simulator() as simulator:
        client = anthropic_client(simulator)
        kinds = [event.type for event in client.messages.create(**anthropic_request(stream=True))]
        same((kinds[0], kinds[-3:]), ('message_start', ['content_block_stop', 'message_delta', 'message_stop']))
        same(kinds.count('content_block_start'), 1)

        with client.messages.stream(**anthropic_request()) as stream:
            pieces = [event.partial_json for event in stream if event.type == 'input_json']
            message = stream.get_final_message()
        same(''.join(pieces), '{"name":"Mary","age":25}')
        same(([block.input for block in message.content], message.stop_reason), ([MARY], 'tool_use'))
        same(message.usage.input_tokens > 0 and message.usage.output_tokens > 5, True)

        with client.messages.stream(**anthropic_request(mode='json-schema')) as stream:
            same(''.join(stream.text_stream), '{"name": "Mary", "age": 25}')


@case
def anthropic_faults():
    """anthropic: errors are those of the provider, retries work, a refusal is one"""
    anthropic = need('anthropic')
    request = {**anthropic_request(), 'max_tokens': 1000}
    for fault, error in [('status=401', anthropic.AuthenticationError), ('status=429', anthropic.RateLimitError),
                         ('status=400', anthropic.BadRequestError), ('status=529', anthropic.InternalServerError)]:
        with Simulator('--fault', fault) as simulator:
            try:
                anthropic_client(simulator).messages.create(**request)
                raise AssertionError(f'{fault}: no error')
            except error as problem:
                same(problem.response.headers['request-id'], 'req_simulated_000001')
    with Simulator('--fault', 'retry-after=0*1') as simulator:
        anthropic_client(simulator, max_retries=1).messages.create(**request)
        simulator.expect('/v1/messages', 'error', '/v1/messages', 'complete')
    with Simulator('--fault', 'refuse') as simulator:
        message = anthropic_client(simulator).messages.create(**request)
        same((message.stop_reason, message.content[0].type), ('refusal', 'text'))


# instructor

def instructor_clients(simulator):
    """Instructor over both protocols, in the modes that they have in common with us."""
    instructor = need('instructor')
    clients = [instructor.from_openai(openai_client(simulator), mode=mode)
               for mode in [instructor.Mode.TOOLS, instructor.Mode.JSON, instructor.Mode.MD_JSON]]
    try:
        return clients + [instructor.from_anthropic(anthropic_client(simulator), mode=mode)
                          for mode in [instructor.Mode.ANTHROPIC_TOOLS, instructor.Mode.ANTHROPIC_JSON]]
    except (AttributeError, Skip):  # not installed, or one that this Instructor does not know
        return clients


@case
def instructor_create():
    """instructor: one object"""
    need('instructor')
    user = make_user()
    with Simulator() as simulator:
        for client in instructor_clients(simulator):
            same(client.chat.completions.create(model='steady', max_tokens=1000, messages=PROMPT,
                                                response_model=user).model_dump(), MARY)


@case
def instructor_partial():
    """instructor: create_partial sees the object grow"""
    need('instructor')
    user = make_user()
    with Simulator() as simulator:
        for client in instructor_clients(simulator):
            partials = [partial.model_dump() for partial in client.chat.completions.create_partial(
                model='steady', max_tokens=1000, messages=PROMPT, response_model=user)]
            same(partials[-1], MARY)
            # MD_JSON is not incremental in Instructor.
            if client.mode.name != 'MD_JSON':
                same(len(partials) > 3 and partials[0]['age'] is None, True)


@case
def instructor_iterable():
    """instructor: create_iterable gets the items one by one"""
    need('instructor')
    user = make_user()
    with Simulator() as simulator:
        for client in instructor_clients(simulator):
            users = list(client.chat.completions.create_iterable(
                model='steady', max_tokens=1000, messages=FRIENDS, response_model=user))
            same([item.name for item in users], NAMES)
            same([item.age for item in users], [28, 25, 30, 27])


@case
def instructor_retries():
    """instructor: asks again where a rule was broken, and gives up where it is broken again"""
    need('instructor')
    user = make_user()
    with Simulator() as simulator:
        for client in instructor_clients(simulator):
            same(client.chat.completions.create(model='needs-a-retry', max_tokens=1000, messages=PROMPT,
                                                max_retries=2, response_model=user).model_dump(), MARY)
            try:
                client.chat.completions.create(model='breaks-a-rule', max_tokens=1000, messages=PROMPT,
                                               max_retries=2, response_model=user)
                raise AssertionError('the broken rule was not seen')
            except Exception as problem:  # its place in the package differs between versions
                same(type(problem).__name__, 'InstructorRetryException')


# Node

@case
def node_clients():
    """The clients for Node: openai and @anthropic-ai/sdk"""
    node = shutil.which('node')
    if not node:
        raise Skip('Node is not installed')
    script = pathlib.Path(__file__).with_name('clients.js')
    with Simulator() as simulator:
        done = subprocess.run([node, script, simulator.url], capture_output=True, text=True, timeout=120, check=False)
    if done.returncode == 77:
        raise Skip(done.stdout.strip())
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)


main()
