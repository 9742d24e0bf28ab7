from typing import Any

from pydantic import BaseModel


class Scalars(BaseModel):
    text: str
    whole: int
    real: float
    flag: bool
    raw: bytes
    nothing: None
    anything: Any
    thing: object
