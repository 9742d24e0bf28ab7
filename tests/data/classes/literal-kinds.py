from typing import Literal, Optional

from pydantic import BaseModel

Size = Literal["s", "m", "l"]


class Kinds(BaseModel):
    text: Literal["a", "b"]
    number: Literal[1, 2, 3]
    flag: Literal[True]
    mixed: Literal["x", 1, None]
    one: Literal["only"] = "only"
    nested: Literal[Literal["p", "q"], "r"]
    size: Size
    sizes: list[Size] = ["m"]
    maybe: Optional[Size] = None
