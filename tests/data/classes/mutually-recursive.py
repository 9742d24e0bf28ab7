from __future__ import annotations

from pydantic import BaseModel


class Company(BaseModel):
    name: str
    people: list[Person]


class Person(BaseModel):
    name: str
    employer: Company | None = None


Company.model_rebuild()
