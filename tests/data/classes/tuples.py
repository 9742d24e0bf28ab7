from typing import Tuple

from pydantic import BaseModel


class Tuples(BaseModel):
    plain: tuple
    pair: tuple[int, str]
    old: Tuple[float, float, float]
    variable: tuple[int, ...]
    empty: tuple[()]
    nested: tuple[tuple[int, int], list[str]]
    default: tuple[int, str] = (1, "x")
    single: tuple[int] = (1,)
