from typing import List, Sequence

from pydantic import BaseModel


class Lists(BaseModel):
    plain: list
    texts: list[str]
    old: List[int]
    bare_old: List
    nested: list[list[float]]
    sequence: Sequence[bool]
    empty: list[int] = []
    filled: list[str] = ["a", "b"]
    nested_default: list[list[int]] = [[1, 2], [], [3]]
