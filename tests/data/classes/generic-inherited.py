from typing import Generic, Optional, TypeVar

from pydantic import BaseModel

T = TypeVar("T")
K = TypeVar("K")


class Page(BaseModel, Generic[T]):
    """A page of things."""

    items: list[T]


class Keyed(Page[T], Generic[T, K]):
    key: K


class Many(Page[list[T]], Generic[T]):
    first: T


class Most(Many[K], Generic[K]):
    """The most."""

    last: Optional[K] = None


class User(BaseModel):
    name: str


class Users(Keyed[User, str]):
    total: int


class Answer(BaseModel):
    users: Users
    keyed: Keyed[User, int]
    most: Most[bool]
    other: Most[str]
    page: Page[int]
