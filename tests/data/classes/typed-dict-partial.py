from typing_extensions import NotRequired, Required, TypedDict

from pydantic import BaseModel


class Movie(TypedDict, total=False):
    title: Required[str]
    year: int


class Song(TypedDict):
    """A song."""

    name: str
    length: NotRequired[float]


class Library(BaseModel):
    movies: list[Movie]
    songs: dict[str, Song]
