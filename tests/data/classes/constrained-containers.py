from typing import Iterable, Sequence

from pydantic import BaseModel, Field


class Containers(BaseModel):
    some: list[int] = Field(min_length=1, max_length=3)
    old_names: list[str] = Field(default_factory=list, max_length=5)
    unique: set[str] = Field(min_length=2)
    pair: tuple[int, ...] = Field(max_length=2)
    members: dict[str, int] = Field(min_length=1)
    sequence: Sequence[int] = Field(min_length=1)
    stream: Iterable[int] = Field(max_length=9)
    optional: list[int] | None = Field(None, max_length=2)
