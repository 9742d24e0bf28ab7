from typing import Union

from pydantic import BaseModel


class A(BaseModel):
    a: int


class B(BaseModel):
    b: int


Union[A, B, list[A]]
