#!/usr/bin/env python3
# seeds.py WHAT CORPORA FOLDER LONGEST: seeds that lie in tables of the public suites, a file each
#
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import hashlib
import json
import pathlib
import sys


def find_checks(corpora):
    """A schema and one of its values, for each test of the JSON Schema suite."""
    for file in sorted((corpora / "json-schema/tests").rglob("*.json")):
        for group in json.loads(file.read_text("utf-8")):
            schema = json.dumps(group["schema"], separators=(",", ":"), ensure_ascii=False)
            for test in group["tests"]:
                value = json.dumps(test["data"], separators=(",", ":"), ensure_ascii=False)
                yield f"{schema}\0{value}".encode("utf-8", "replace")


def find_streams(corpora):
    file = corpora / "sse/cases.json"
    for case in json.loads(file.read_text("utf-8")) if file.exists() else []:
        yield base64.b64decode(case["input_base64"])


what, corpora, folder, longest = sys.argv[1], *map(pathlib.Path, sys.argv[2:4]), int(sys.argv[4])
for data in {"check": find_checks, "sse": find_streams}[what](corpora):
    if len(data) < longest:
        (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)
