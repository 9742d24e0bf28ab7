from typing import Annotated, Optional

from annotated_types import Ge, Gt, Interval, Le, Len, Lt, MaxLen, MinLen, MultipleOf
from pydantic import BaseModel, Field, StringConstraints

Percent = Annotated[float, Field(ge=0, le=100, description="From 0 to 100")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern="^[A-Z]")]
Names = list[Name]


class Annotations(BaseModel):
    a: Annotated[int, Field(gt=3, description="More than three")]
    b: Annotated[int, Field(gt=3)] = 5
    c: Annotated[int, Gt(0), Lt(10)]
    d: Annotated[int, Ge(0), Le(10), MultipleOf(2)]
    e: Annotated[list[int], MinLen(1), MaxLen(3)]
    f: Annotated[str, Len(1, 5)]
    g: Annotated[int, Interval(gt=1, le=9)]
    h: Annotated[str, "just a note"]
    i: Percent
    j: Percent = Field(50.0, description="Half by default")
    k: Names
    l: Optional[Name] = None
    m: list[Annotated[int, Field(ge=1, description="One of them")]]
    n: Annotated[Optional[int], Field(ge=3, description="Maybe")]
    o: Optional[Annotated[int, Field(ge=3)]] = None
    p: Annotated[Annotated[int, Field(ge=1)], Field(le=5)]
    q: Annotated[int, Field(default=3)]
    r: Annotated[int, Field(title="Title", examples=[1, 2])] = Field(7, title="Other")
    s: Annotated[dict[str, Percent], Field(min_length=1)]
    t: list[Percent | None]
