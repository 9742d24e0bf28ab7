from typing import Literal, Optional

from pydantic import BaseModel

Side = Literal["left", "right"]


class Literals(BaseModel):
    one: Literal["only"]
    several: Literal["low", "medium", "high"]
    numbers: Literal[1, 2, 3]
    one_number: Literal[7]
    negative: Literal[-1, 0, 1]
    truth: Literal[True]
    truths: Literal[True, False]
    nothing: Literal[None]
    mixed: Literal["a", 1, None, True]
    repeated: Literal["a", "b", "a"]
    nested: Literal[Literal["x", "y"], "z"]
    alias: Literal[Side, "centre"]
    optional: Optional[Literal["a", "b"]] = None
    piped: Literal["a"] | Literal["b"]
    default: Literal["a", "b"] = "a"
    quotes: Literal['it\'s', "say \"hi\""]
