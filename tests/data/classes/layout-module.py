"""A module
with a docstring."""
import os, sys
from typing import *
from pydantic import *

DEBUG = os.environ.get("X", "1") == "1"
if DEBUG:
    print("debug")

x: int = 3


def helper(a, b=2, *args, **kwargs):
    return [i for i in range(a) if i % 2]


class NotAModel:
    y: int = 2


class Model(BaseModel):
    name: str
    items: List[int] = []


for i in range(3):
    helper(i)

try:
    helper(1)
except Exception as e:
    raise
finally:
    pass

with open(os.devnull) as f:
    data = f.read()
