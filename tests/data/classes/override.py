from pydantic import BaseModel, Field


class Animal(BaseModel):
    """Any animal."""

    name: str
    legs: int = 4
    sound: str | None = None


class Bird(Animal):
    legs: int = Field(2, description="two")
    wings: int = 2


class Parrot(Bird):
    """Talks."""

    sound: str = "hello"
    words: list[str] = []
