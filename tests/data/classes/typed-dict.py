from typing import Annotated, NotRequired, Required

from pydantic import Field
from typing_extensions import TypedDict


class Movie(TypedDict):
    """A film."""

    title: str
    year: int
    rating: NotRequired[float]
    director: Annotated[str, Field(description="Who made it")]


class Partial(TypedDict, total=False):
    movie: Required[Movie]
    note: str
