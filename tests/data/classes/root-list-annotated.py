from typing import Annotated

from pydantic import BaseModel, Field


class A(BaseModel):
    a: int


Annotated[list[A], Field(min_length=1, max_length=3)]
