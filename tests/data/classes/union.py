from typing import Optional, Union

from pydantic import BaseModel


class A(BaseModel):
    a: int


class B(BaseModel):
    b: int


class Unions(BaseModel):
    simple: Union[int, str]
    pipes: int | str | bool
    classes: Union[A, B]
    mixed: A | int | None = None
    flattened: Union[int, Union[str, Optional[float]]]
    deduplicated: Union[int, str, int]
    one: Union[int]
    same_class: Union[A, A]
    in_list: list[Union[A, B, str]]
    of_lists: list[int] | list[str]
    grouped: (int | str) | (bool | None)
