from abc import ABC

from pydantic import BaseModel, Field


class Dated:
    created: str


class Named(BaseModel, ABC):
    name: str = Field(min_length=1)


class Thing(Named, Dated):
    weight: float
