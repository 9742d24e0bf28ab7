#!/usr/bin/env python3
"""Writes classes/NAME.json for each classes/NAME.py: what the real Pydantic v2 makes of it.

Run it with Python 3.13, pydantic 2.14 and its "email" extra:

    python3 tests/data/write-class-schemas.py

The root is what a comment "# root: Name" at the top says, else a bare type at the end of the file,
else the last class or alias in it. Statements around the classes may fail: they use packages that
need not be here.
"""

import __future__

import ast
import json
import pathlib
import re
import sys
import types
import warnings

from pydantic import TypeAdapter

warnings.simplefilter("ignore")


def find_root(text, tree):
    chosen = re.match(r"# root: (\S+)", text)
    if chosen:
        return chosen[1]
    for statement in reversed(tree.body):
        match statement:
            case ast.Expr(value=ast.Name() | ast.Subscript() | ast.BinOp()):
                return ast.unparse(statement.value)
            case ast.ClassDef(name=name):
                return name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name() | ast.Subscript()):
                return name
    raise SystemExit("no root")


def make_schema(path):
    text = path.read_text()
    tree = ast.parse(text)
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    module.__file__ = str(path)
    flags = __future__.annotations.compiler_flag if "annotations" in text[:300] else 0
    for statement in tree.body:
        code = compile(ast.Module([statement], []), str(path), "exec", flags, dont_inherit=True)
        try:
            exec(code, module.__dict__)
        except Exception:
            if isinstance(statement, ast.ClassDef):
                raise
    return TypeAdapter(eval(find_root(text, tree), module.__dict__)).json_schema()


for source in sorted((pathlib.Path(__file__).parent / "classes").glob("*.py")):
    try:
        schema = json.dumps(make_schema(source), indent=1, ensure_ascii=False)
    except Exception as error:
        print(f"{source.name}: {type(error).__name__}: {error}", file=sys.stderr)
    else:
        source.with_suffix(".json").write_text(schema + "\n")
