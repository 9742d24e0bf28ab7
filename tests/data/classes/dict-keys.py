import datetime
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints


class Color(str, Enum):
    red = "red"
    blue = "blue"


class Keys(BaseModel):
    by_color: dict[Color, int]
    by_word: dict[Literal["a", "b"], int]
    by_only: dict[Literal["a"], int]
    by_number: dict[Literal[1, 2], int]
    by_date: dict[datetime.date, int]
    by_pattern: dict[Annotated[str, StringConstraints(pattern="^x-")], int]
    by_pattern_any: dict[Annotated[str, Field(pattern="^y-")], Any]
    by_pattern_and_length: dict[Annotated[str, Field(pattern="^z-", max_length=9)], int]
    by_length: dict[Annotated[str, Field(min_length=2)], Any]
    titled: dict[str, Annotated[int, Field(title="Gone", ge=1)]]
