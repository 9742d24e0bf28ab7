from typing import Generic, TypeVar

from pydantic import BaseModel

T = TypeVar("T")


class User(BaseModel):
    name: str


class Page(BaseModel, Generic[T]):
    items: list[T]
    total: int


class Answer(BaseModel):
    users: Page[User]
    numbers: Page[int]
