from typing import AbstractSet, FrozenSet, Set

from pydantic import BaseModel


class Sets(BaseModel):
    plain: set
    texts: set[str]
    old: Set[int]
    frozen: frozenset[int]
    old_frozen: FrozenSet[str]
    abstract: AbstractSet[int]
    numbers: set[int] = {3, 1, 2}
    words: set[str] = {"b", "a"}
    one: set[int] = set([2])
