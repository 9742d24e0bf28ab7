from typing import NewType, TypeAlias, TypeVar

from pydantic import BaseModel

UserId = NewType("UserId", int)
Names: TypeAlias = list[str]
T = TypeVar("T")
N = TypeVar("N", bound=int)
M = TypeVar("M", int, str)


class Holder(BaseModel):
    id: UserId
    names: Names
    anything: T
    number: N
    either: M
