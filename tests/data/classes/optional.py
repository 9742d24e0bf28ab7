from typing import Optional, Union

from pydantic import BaseModel


class Optionals(BaseModel):
    a: Optional[str]
    b: Optional[int] = None
    c: str | None
    d: None | str
    e: Union[int, None] = 3
    f: Union[None, list[str]] = None
    g: Optional[list[Optional[int]]] = None
    h: Optional[Optional[int]]
    i: Optional[None]
