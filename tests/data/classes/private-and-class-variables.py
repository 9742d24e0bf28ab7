from typing import ClassVar, Final

from pydantic import BaseModel, PrivateAttr


class Hidden(BaseModel):
    visible: int
    _private: str = "x"
    _attr: int = PrivateAttr(default=3)
    counter: ClassVar[int] = 0
    bare: ClassVar = "y"
    constant: Final[int] = 3
    needed: Final[str]
