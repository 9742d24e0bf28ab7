from typing import Optional, Union

from pydantic import BaseModel


class A(BaseModel):
    a: int


class B(BaseModel):
    b: str


class Both(BaseModel):
    one: A | B
    several: list[A | B]
    table: dict[str, A | list[B] | None]
    deep: Union[Union[A, B], None, int]
    none_first: Union[None, str] = None
    maybe: Optional[Union[A, str]] = None
    same: Union[int, int, str]
