#!/usr/bin/python3
"""libsluice through its introspection data: an extraction as a Python program would run it.

Usage: test_introspection.py PATH-OF-SLUICE  (GI_TYPELIB_PATH and LD_LIBRARY_PATH set by Meson)

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'cli'))
from tap import Skip, case, main, same  # noqa: E402  (the path is set one line above)

try:
    import gi
    gi.require_version('Sluice', '1')
    from gi.repository import GLib, Sluice
except (ImportError, ValueError) as problem:
    print('1..0 # SKIP', problem)
    sys.exit(0)

CLASSES = 'class User(BaseModel):\n    name: str\n    age: int = Field(ge=0, le=120)\n'
TEXT = 'Ivan is 28, and his friends Alex, John and Mary are 25, 30 and 27'


class Simulator:
    """`sluice simulate` while a case runs."""

    def __enter__(self):
        self.process = subprocess.Popen([sys.argv[1], 'simulate', '--speed', '400'],
                                        stdout=subprocess.PIPE, text=True)
        return self.process.stdout.readline().strip()

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)


def request(shape, model='steady'):
    schema = Sluice.Schema.new_for_text(CLASSES, Sluice.Notation.CLASSES, None)
    result = Sluice.Request.new(schema, shape)
    result.set_model(model)
    result.add_message(Sluice.Message.new(Sluice.Role.USER, TEXT))
    return result


def start(url, asked, provider='openai', path='/v1'):
    client = Sluice.Client.new()
    found = client.get_catalogue().lookup(provider)
    found.set_base_url(url + path)
    client.get_key_store().set_session(found, 'sk-test')
    return client, client.start(found, asked)


@case
def items_one_by_one():
    """an iterable gives its items while the stream goes on"""
    with Simulator() as url:
        client, run = start(url, request(Sluice.Shape.ITERABLE))
        items, states = [], []
        run.connect('item', lambda _, item: (items.append(json.loads(item.to_json(0))),
                                             states.append(run.get_state())))
        same(run.wait(None), True)
        if len(items) < 2:
            raise AssertionError(items)
        same(states[0], Sluice.RunState.STREAMING)
        same(run.get_items().get_n_items(), len(items))
        same(json.loads(run.to_json(Sluice.Policy.VALUES, 0)), items)


@case
def partial_object():
    """an object gives its partial values, and at the end the whole one"""
    with Simulator() as url:
        client, run = start(url, request(Sluice.Shape.OBJECT), provider='anthropic', path='')
        seen = []
        run.connect('partial', lambda run, root, time: seen.append(
            run.to_json(Sluice.Policy.LETTERS, 0)))
        same(run.wait(None), True)
        same(run.get_outcome(), Sluice.Outcome.COMPLETE)
        same(sorted(json.loads(seen[-1])), ['age', 'name'])
        if len(set(seen)) < 3:
            raise AssertionError(seen)


@case
def errors_are_exceptions():
    """an answer that breaks the schema is an exception; what arrived is kept"""
    with Simulator() as url:
        asked = request(Sluice.Shape.OBJECT, 'breaks-a-rule')
        asked.set_max_retries(0)
        client, run = start(url, asked)
        try:
            run.wait(None)
        except GLib.Error as error:
            if not error.message:
                raise AssertionError('no message') from error
        else:
            raise AssertionError('no exception')
        same(run.get_outcome(), Sluice.Outcome.INVALID)
        if not run.to_json(Sluice.Policy.VALUES, 0):
            raise AssertionError('nothing was kept')


@case
def parser_alone():
    """the parser gives a tree whose nodes outlive it"""
    parser = Sluice.Parser.new()
    for letter in '{"name": "Jo':
        parser.push(letter.encode())
    root = parser.get_root()
    same(root.get_member('name').get_text()[0], 'Jo')
    same(root.get_member('name').get_phase(), Sluice.Phase.STREAMING)
    parser.push(b'hn", "age": 30}')
    parser.finish()
    del parser
    same(json.loads(root.to_json(Sluice.Policy.VALUES, 0)), {'name': 'John', 'age': 30})


if __name__ == '__main__':
    main()
