#!/usr/bin/env python3
"""Counts instructions with callgrind: the same on every machine, and under any load.

Usage: count.py BENCH-JSON BENCH-STREAM FOLDER

A table goes to standard output, and JSON lines with the same figures to FOLDER/counts.jsonl.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

OURS = ['sluice', 'sluice+schema']

# Which library reads what, in which pieces.
READINGS = (
    [('bench-json', peer, workload, chunks)
     for workload in ('w1-analysis', 'w2-report', 'w3-users', 'w5-string', 'w6-deep', 'w7-numbers')
     for chunks in ('token', 'whole')
     for peer in ('sluice', 'yajl + tree', 'Boost.JSON')
     # yajl copies all of an unfinished string with each piece of it.
     if not (peer == 'yajl + tree' and workload == 'w5-string' and chunks == 'token')]
    + [('bench-json', 'sluice+schema', workload, 'token') for workload in ('w3-users', 'w5-string', 'w6-deep')]
    + [('bench-json', 'sluice+marks', 'w3-users', 'token')]
    # The other size of each pair that shows growth.
    + [('bench-json', peer, workload, 'token')
       for workload in ('users-10k', 'w4-users', 'string-100kb', 'levels-100', 'levels-shallow')
       for peer in OURS]
    + [('bench-json', 'sluice+schema', workload, 'token') for workload in ('union-200', 'union-1000')]
    + [('bench-stream', 'sluice', 'stream', 'memory'), ('bench-stream', 'sluice+schema', 'stream', 'memory')])


def count(programs, folder, reading):
    program, peer, workload, chunks = reading
    if program == 'bench-json':
        function = 'read_once'
        arguments = [folder, '--peer', peer, '--workload', workload, '--chunks', chunks, '--once']
    else:
        function = 'read_memory'
        arguments = [folder, '--memory'] + (['--schema'] if peer == 'sluice+schema' else [])
    run = subprocess.run(
        ['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', f'--toggle-collect={function}',
         programs[program], *arguments],
        check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, 'G_SLICE': 'always-malloc'})
    found = re.search(r'^(\d+) chunks, (\d+) bytes$', run.stdout, re.M)
    instructions = re.search(r'Collected : (\d+)', run.stderr)
    # A library that was not there when this was built reads nothing.
    if run.returncode != 0 or not found or not instructions:
        return None
    chunk_count, length = int(found.group(1)), int(found.group(2))
    return {'count': workload, 'chunks': chunks, 'peer': peer, 'bytes': length,
            'per_chunk': int(instructions.group(1)) / chunk_count,
            'per_byte': int(instructions.group(1)) / length}


def main(bench_json, bench_stream, folder):
    if not shutil.which('valgrind'):
        sys.exit('count.py: valgrind is not installed')
    programs = {'bench-json': bench_json, 'bench-stream': bench_stream}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool, \
            open(pathlib.Path(folder) / 'counts.jsonl', 'w', encoding='utf-8') as lines:
        for figures in pool.map(lambda reading: count(programs, folder, reading), READINGS):
            if figures is None:
                continue
            print(f"{figures['count']:14} {figures['chunks']:6} {figures['peer']:14} "
                  f"{figures['per_chunk']:12.1f} instructions/chunk {figures['per_byte']:9.2f} instructions/byte",
                  flush=True)
            print(json.dumps(figures), file=lines)


if __name__ == '__main__':
    main(*sys.argv[1:])
