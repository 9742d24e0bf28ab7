#!/usr/bin/env python3
"""Programs that `sluice export` writes: they run, and say to a provider what the extraction says.

Usage: test_exports.py PATH-OF-SLUICE

The script for Instructor needs a Python that has the package (SLUICE_INSTRUCTOR_PYTHON, else this
one); TypeScript needs node and a folder with the packages typescript, zod, openai and @types/node
(SLUICE_NODE_MODULES). What is absent is skipped.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

from tap import Skip, case, main, same

SLUICE = sys.argv[1]
ROOT = pathlib.Path(os.environ['SLUICE_SOURCE_ROOT'])
BUILD = pathlib.Path(os.environ['SLUICE_BUILD_ROOT'])
EXAMPLES = sorted((ROOT / 'data' / 'examples').glob('*.sluice'))
PORT_OF_EXPORTS = 'http://127.0.0.1:8317/v1'
WORK = tempfile.TemporaryDirectory()

# Everything that means something to one of the languages.
NASTY = ('"double" \'single\' """three""" `back` ${x} $HOME $(echo) \\ \\n \\u0041 {brace} {} {{ }} %s %\n'
         'what??= ?? /* */ // # \t tab é 日本 😀 \u2028 \u00a0 end\\\n\n  indented')


def run(*command, **environment):
    done = subprocess.run([str(part) for part in command], text=True, timeout=120, capture_output=True,
                          env={**os.environ, **environment}, check=False)
    return done.returncode, done.stdout, done.stderr


def exported(to, source):
    status, out, err = run(SLUICE, 'export', '--to', to, source)
    same((status, err), (0, ''))
    return out


def written(name, text):
    path = pathlib.Path(WORK.name, name)
    path.write_text(text, encoding='utf-8')
    return path


def nasty_file():
    """An extraction whose texts hold all of NASTY, in messages and in variables."""
    return written('nasty.sluice', json.dumps({
        'sluice': 1, 'title': 'Ends */ here " \\ ??/', 'provider': 'demo', 'model': 'steady', 'mode': 'tools',
        'schema': {'notation': 'classes', 'text': ['class Word(BaseModel):',
                                                   '    """Holds `"quotes"` ??! and ${braces}."""',
                                                   '    word: str = Field(description="a \\"b\\" `c` ${d} ??= \\\\")']},
        'messages': [{'role': 'system', 'text': NASTY},
                     {'role': 'user', 'text': 'a {{thing}} b {{my-thing}}'}],
        'variables': {'thing': NASTY, 'my-thing': NASTY[::-1].replace('\u2028', '')},
        'parameters': {'max_tokens': 77, 'temperature': 0.5, 'max_retries': 0,
                       'extra_body': {'user': 'x "y" `z`', 'top_p': 0.9}}}))


NASTY_MESSAGES = [{'role': 'system', 'content': NASTY},
                  {'role': 'user', 'content': f'a {NASTY} b ' + NASTY[::-1].replace('\u2028', '')}]


class Simulator:
    """`sluice simulate` for the time of a block."""

    def __enter__(self):
        self.process = subprocess.Popen([SLUICE, 'simulate', '--speed', '0'], stdout=subprocess.PIPE, text=True)
        return self.process.stdout.readline().strip().rstrip('/') + '/v1'

    def __exit__(self, *what):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()


class Listener:
    """A provider that keeps the body it is sent and refuses to answer."""

    def __enter__(self):
        bodies = self.bodies = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # pylint: disable=invalid-name
                bodies.append(json.loads(self.rfile.read(int(self.headers['Content-Length']))))
                answer = b'{"error": {"message": "no", "type": "invalid_request_error"}}'
                self.send_response(400)
                self.send_header('Content-Type', 'application/json')
                self.send_header('Content-Length', str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *arguments):  # pylint: disable=arguments-differ
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f'http://127.0.0.1:{self.server.server_port}/v1'
        return self

    def __exit__(self, *what):
        self.server.shutdown()
        self.server.server_close()


def check_nasty(bodies):
    if not bodies:
        raise AssertionError('nothing was sent')
    same(bodies[0]['messages'], NASTY_MESSAGES)
    same(bodies[0]['model'], 'steady')
    same(bodies[0]['temperature'], 0.5)
    same(bodies[0]['user'], 'x "y" `z`')
    same(bodies[0].get('max_tokens', bodies[0].get('max_completion_tokens')), 77)
    parameters = bodies[0]['tools'][0]['function']['parameters']
    same(parameters['properties']['word']['description'], 'a "b" `c` ${d} ??= \\')


# --- Instructor


def instructor_python():
    python = os.environ.get('SLUICE_INSTRUCTOR_PYTHON', sys.executable)
    status, _, _ = run(python, '-c', 'import instructor, openai')
    if status != 0:
        raise Skip('there is no Python with instructor; set SLUICE_INSTRUCTOR_PYTHON')
    return python


@case
def instructor_runs():
    """each example as a script for Instructor runs against the offline demo with the real package"""
    python = instructor_python()
    with Simulator() as url:
        for example in EXAMPLES:
            script = written(example.stem + '.py', exported('instructor', example))
            status, out, err = run(python, script, SLUICE_DEMO_URL=url)
            same((example.stem, status, err[-2000:] if status else ''), (example.stem, 0, ''))
            if not out.strip():
                raise AssertionError(f'{example.stem}: nothing was printed')


@case
def instructor_says_the_same():
    """a script for Instructor sends the very texts, whatever is in them"""
    python = instructor_python()
    script = written('nasty.py', exported('instructor', nasty_file()))
    with Listener() as listener:
        run(python, script, SLUICE_DEMO_URL=listener.url)
    check_nasty(listener.bodies)


@case
def instructor_is_python():
    """a script for Instructor is Python, for each example"""
    for example in [*EXAMPLES, nasty_file()]:
        compile(exported('instructor', example), example.name, 'exec')


# --- C


def compiled(name, source):
    compiler = shutil.which('cc')
    if not compiler:
        raise Skip('there is no cc')
    status, flags, _ = run('pkg-config', '--cflags', '--libs', 'gio-2.0', 'json-glib-1.0')
    if status != 0:
        raise Skip('there is no json-glib to compile with')
    program = pathlib.Path(WORK.name, name)
    status, _, err = run(compiler, '-std=gnu17', '-trigraphs', '-Wall', '-Werror', '-Wno-trigraphs', '-o', program, source,
                         f'-I{ROOT}/src/engine', f'-I{BUILD}/src/engine', f'-L{BUILD}/src/engine', '-lsluice-1',
                         f'-Wl,-rpath,{BUILD}/src/engine', *flags.split())
    same((status, err), (0, ''))
    return program


@case
def c_runs():
    """each example as a C program compiles without a warning and runs"""
    with Simulator() as url:
        for example in EXAMPLES:
            program = compiled(example.stem, written(example.stem + '.c', exported('c', example)))
            status, out, err = run(program, SLUICE_DEMO_URL=url)
            same((example.stem, status, err if status else ''), (example.stem, 0, ''))
            # An object over several lines, or an item a line.
            values = [json.loads(out)] if out.startswith('{\n') else [json.loads(line) for line in out.splitlines()]
            if not values:
                raise AssertionError(f'{example.stem}: nothing was printed')


@case
def c_says_the_same():
    """a C program sends the very texts, whatever is in them"""
    program = compiled('nasty', written('nasty.c', exported('c', nasty_file())))
    with Listener() as listener:
        run(program, SLUICE_DEMO_URL=listener.url)
    check_nasty(listener.bodies)


# --- curl


@case
def curl_runs():
    """each example as a curl command is answered"""
    if not shutil.which('curl'):
        raise Skip('there is no curl')
    with Simulator() as url:
        for example in EXAMPLES:
            command = exported('curl', example).replace(PORT_OF_EXPORTS, url)
            status, out, err = run('sh', '-c', command.replace('curl ', 'curl --silent --show-error ', 1))
            same((example.stem, status, err), (example.stem, 0, ''))
            same(out.rstrip().splitlines()[-1], 'data: [DONE]')


@case
def curl_says_the_same():
    """a curl command sends the very texts, whatever is in them"""
    if not shutil.which('curl'):
        raise Skip('there is no curl')
    with Listener() as listener:
        run('sh', '-c', exported('curl', nasty_file()).replace(PORT_OF_EXPORTS, listener.url))
    check_nasty(listener.bodies)


# --- TypeScript


def typescript_folder():
    modules = os.environ.get('SLUICE_NODE_MODULES')
    if not modules or not shutil.which('node'):
        raise Skip('there is no node with typescript, zod and openai; set SLUICE_NODE_MODULES')
    folder = pathlib.Path(WORK.name, 'typescript')
    if not folder.exists():
        folder.mkdir()
        (folder / 'node_modules').symlink_to(modules)
        (folder / 'package.json').write_text('{"type": "module"}')
        (folder / 'tsconfig.json').write_text(json.dumps({'compilerOptions': {
            'strict': True, 'target': 'es2022', 'module': 'nodenext', 'moduleResolution': 'nodenext',
            'types': ['node'], 'skipLibCheck': True, 'outDir': 'out'}}))
    return folder


def translated(programs):
    """Translates all programs at once, which is what takes the time."""
    folder = typescript_folder()
    for old in [*folder.glob('*.ts'), *folder.glob('out/*')]:
        old.unlink()
    for name, text in programs.items():
        (folder / f'{name}.ts').write_text(text, encoding='utf-8')
    status, out, err = run('node', folder / 'node_modules' / 'typescript' / 'bin' / 'tsc', '-p', folder)
    same((status, out, err), (0, '', ''))
    return folder / 'out'


@case
def typescript_runs():
    """each example as TypeScript passes the compiler and runs"""
    out_folder = translated({example.stem: exported('typescript', example) for example in EXAMPLES})
    with Simulator() as url:
        for example in EXAMPLES:
            status, out, err = run('node', out_folder / f'{example.stem}.js', SLUICE_DEMO_URL=url)
            same((example.stem, status, err[-2000:] if status else ''), (example.stem, 0, ''))
            if not out.strip():
                raise AssertionError(f'{example.stem}: nothing was printed')


@case
def typescript_says_the_same():
    """a program in TypeScript sends the very texts, whatever is in them"""
    out_folder = translated({'nasty': exported('typescript', nasty_file())})
    with Listener() as listener:
        run('node', out_folder / 'nasty.js', SLUICE_DEMO_URL=listener.url)
    check_nasty(listener.bodies)


@case
def typescript_declarations():
    """the types and schemas of the class files pass the compiler"""
    typescript_folder()
    programs = {}
    for source in sorted((ROOT / 'tests' / 'data' / 'classes').glob('**/*.py')):
        for to in ('typescript', 'zod'):
            status, out, _ = run(SLUICE, 'schema', '--to', to, source)
            if status == 0:
                programs[f'{source.stem}-{to}'.replace('_', '-')] = out
    if len(programs) < 50:
        raise AssertionError(f'only {len(programs)} files')
    translated(programs)


# --- the command itself


@case
def import_and_export():
    """what import reads of an export is the same file; a pipeline makes several"""
    for example in EXAMPLES:
        script = written('round.py', exported('instructor', example))
        status, out, err = run(SLUICE, 'import', script)
        same((status, err), (0, ''))
        same(json.loads(out), json.loads(example.read_text()))

    stages = pathlib.Path(WORK.name, 'stages.sluice')
    status, out, err = run(SLUICE, 'import', '-o', stages, ROOT / 'tests' / 'data' / 'snippets' / 'pipeline.py')
    same((status, out), (0, ''))
    same(json.loads(stages.read_text())['title'], 'First stage.')
    same((stages.parent / 'stages-2.sluice').exists(), True)
    if 'a result of an earlier call' not in err or '2 extractions' not in err:
        raise AssertionError(err)
    status, out, _ = run(SLUICE, 'import', '--call', 2, ROOT / 'tests' / 'data' / 'snippets' / 'pipeline.py')
    same(json.loads(out)['schema']['root'], 'Deal')


@case
def wrong_usage():
    """import and export say what is wrong, and exit with 2"""
    bad = ROOT / 'tests' / 'data' / 'snippets' / 'bad-nothing.py'
    for command, word in ((('import', bad), 'response_model'), (('import', '/nowhere.py'), '/nowhere.py'),
                          (('import', '--call', 9, ROOT / 'tests' / 'data' / 'snippets' / 'pipeline.py'), '9'),
                          (('export', EXAMPLES[0]), '--to'), (('export', '--to', 'cobol', EXAMPLES[0]), 'cobol'),
                          (('export', '--to', 'c', bad), 'bad-nothing.py'),
                          (('export', '--to', 'c', '--var', 'x', EXAMPLES[0]), '--var')):
        status, out, err = run(SLUICE, *command)
        same((command, status, out), (command, 2, ''))
        if word not in err:
            raise AssertionError(f'{word!r} is not in {err!r}')


main()
