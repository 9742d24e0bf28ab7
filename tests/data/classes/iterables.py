from collections.abc import Iterable
from typing import Generator, Iterator

from pydantic import BaseModel


class Streams(BaseModel):
    a: Iterable[int]
    b: Iterable
