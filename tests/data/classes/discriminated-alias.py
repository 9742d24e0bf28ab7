from typing import Literal, Union

from pydantic import BaseModel, Field


class A(BaseModel):
    type_: Literal["a"] = Field(alias="type")


class B(BaseModel):
    type_: Literal["b"] = Field(alias="type")


class C(BaseModel):
    what: Literal[1, 2]


class D(BaseModel):
    what: Literal[3]


class Holder(BaseModel):
    value: Union[A, B] = Field(discriminator="type_")
    number: Union[C, D] = Field(discriminator="what")
