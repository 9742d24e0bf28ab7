from typing import Annotated

from annotated_types import Ge, Gt, Interval, Le, Len, Lt, MaxLen, MinLen, MultipleOf
from pydantic import BaseModel


class Bounds(BaseModel):
    a: Annotated[int, Ge(1), Le(10)]
    b: Annotated[float, Gt(0), Lt(1)]
    c: Annotated[str, MinLen(1), MaxLen(5)]
    d: Annotated[list[int], Len(2, 4)]
    e: Annotated[int, MultipleOf(5)]
    f: Annotated[int, Interval(ge=1, lt=9)]
