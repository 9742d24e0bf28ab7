from typing import Annotated, Any, Union

from pydantic import BaseModel, Discriminator, Tag


def choose(value: Any) -> str:
    return "a"


class A(BaseModel):
    a: int


class B(BaseModel):
    b: int


class Holder(BaseModel):
    value: Annotated[Union[Annotated[A, Tag("a")], Annotated[B, Tag("b")]], Discriminator(choose)]
