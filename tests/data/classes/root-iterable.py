from typing import Iterable, Union

from pydantic import BaseModel


class A(BaseModel):
    a: int


class B(BaseModel):
    b: str


Iterable[Union[A, B]]
