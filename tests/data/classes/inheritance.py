from pydantic import BaseModel, Field


class Base(BaseModel):
    """The base."""

    id: int
    name: str = "none"


class Middle(Base):
    extra: float
    name: str = Field(description="Changed")


class Leaf(Middle):
    """The leaf."""

    id: str
    last: bool
