from enum import Enum
from typing import Literal

from pydantic import BaseModel, Field


class Kind(str, Enum):
    A = "a"
    B = "b"


class A(BaseModel):
    kind: Literal[Kind.A]
    x: int


class B(BaseModel):
    kind: Literal[Kind.B] = Kind.B
    y: int


class Holder(BaseModel):
    value: A | B = Field(discriminator="kind")
    optional: A | B | None = Field(None, discriminator="kind")
