from typing import Generic, TypeVar

from pydantic import BaseModel

K = TypeVar("K")
V = TypeVar("V")


class Pair(BaseModel, Generic[K, V]):
    key: K
    value: V


class Table(BaseModel):
    rows: list[Pair[str, int]]
    other: Pair[int, list[str]]
