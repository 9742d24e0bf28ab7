"""test_house.py: what the README promises and what every file owes

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ['SLUICE_SOURCE_ROOT'])
BUILD = pathlib.Path(os.environ['SLUICE_BUILD_ROOT'])
sys.path.insert(0, str(ROOT / 'tests' / 'cli'))

from tap import Skip, case, main, same  # noqa: E402

TEXT_FOR_PEOPLE = re.compile(r'\b(?:_|N_|C_|NC_|ngettext|g_dngettext) ?\(|translatable="yes"')


def sources(*patterns):
    """The files of the checkout, not of build folders, that match one of the patterns."""
    return sorted(path for folder in ('src', 'ui', 'tests', 'data') for pattern in patterns
                  for path in (ROOT / folder).rglob(pattern))


def readme_block(language):
    """The first block of code of that language in the README."""
    text = (ROOT / 'README.md').read_text()
    return re.search(rf'```{language}\n(.*?)```', text, re.S).group(1)


@case
def every_source_has_a_heading():
    """every C file says in its first lines what it is for, and its licence: the engine's is the LGPL"""
    wrong = []
    for path in sources('*.c', '*.h'):
        head = path.read_text()[:1200]
        engine = ROOT / 'src' / 'engine' in path.parents
        licence = 'LGPL-2.1-or-later' if engine else 'GPL-3.0-or-later'
        if not head.startswith(f'/* {path.name}: ') or f'SPDX-License-Identifier: {licence}' not in head:
            wrong.append(str(path.relative_to(ROOT)))
    same(wrong, [])


@case
def potfiles_is_complete():
    """po/POTFILES.in names each file with text for people, and no other"""
    listed = [line for line in (ROOT / 'po' / 'POTFILES.in').read_text().splitlines()
              if line and not line.startswith('#')]
    wanted = {str(path.relative_to(ROOT)) for path in sources('*.c', '*.ui')
              if 'tests' not in path.relative_to(ROOT).parts
              and TEXT_FOR_PEOPLE.search(path.read_text())}
    wanted |= {str(path.relative_to(ROOT)) for path in sources('*.desktop.in', '*.gschema.xml',
                                                                '*.metainfo.xml.in')}
    same(sorted(wanted.symmetric_difference(listed)), [])


@case
def dependencies_go_one_way():
    """each folder of the engine includes only itself and those before it, and never GTK"""
    order = ['json', 'schema', 'wire', 'provider', 'run', 'document', 'snippet', 'recording']
    wrong = []
    for position, folder in enumerate(order):
        for path in (ROOT / 'src' / 'engine' / folder).iterdir():
            if path.suffix not in ('.c', '.h'):
                continue
            for target in re.findall(r'#include ["<]([^/">]+)/', path.read_text()):
                if target in ('gtk', 'adwaita') or target in order[position + 1:]:
                    wrong.append(f'{path.name} includes {target}')
    for folder in ('app', 'cli', 'simulator'):
        for path in (ROOT / 'src' / folder).glob('*.[ch]'):
            for target in re.findall(r'#include "([^/">]+)/', path.read_text()):
                if target in order:
                    wrong.append(f'{path.name} includes {target}')
    same(wrong, [])


@case
def flatpak_manifest():
    """the Flatpak manifest is JSON for this application"""
    manifest = json.loads((ROOT / 'flatpak' / 'io.github.sluice.Sluice.json').read_text())
    same(manifest['id'], 'io.github.sluice.Sluice')
    same(manifest['command'], 'sluice-workbench')


@case
def readme_c_compiles():
    """the README's C program compiles without a warning and links"""
    compiler = shutil.which('cc')
    if not compiler:
        raise Skip('there is no cc')
    flags = subprocess.run(['pkg-config', '--cflags', '--libs', 'gio-2.0', 'json-glib-1.0'],
                           capture_output=True, text=True, check=True).stdout.split()
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / 'people.c'
        program.write_text(readme_block('c'))
        done = subprocess.run([compiler, '-Wall', '-Werror', '-o', program.with_suffix(''), program,
                               f'-I{ROOT}/src/engine', f'-I{BUILD}/src/engine',
                               f'-L{BUILD}/src/engine', '-lsluice-1', *flags],
                              capture_output=True, text=True)
        same(done.stderr, '')
        same(done.returncode, 0)


@case
def readme_links():
    """the files and pictures the README points to exist"""
    text = (ROOT / 'README.md').read_text()
    links = re.findall(r'\]\((?!https?:)([^)#]+)\)', text)
    same([link for link in links if not (ROOT / link).exists()], [])


if __name__ == '__main__':
    main()
