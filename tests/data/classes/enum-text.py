from enum import Enum

from pydantic import BaseModel


class Color(str, Enum):
    """What colour it has."""

    red = "red"
    green = "green"
    blue = "blue"


class Car(BaseModel):
    color: Color
    second: Color = Color.blue
    others: list[Color] = [Color.red, Color.green]
    maybe: Color | None = None
    name: str = Color.red.name
    value: str = Color.green.value
    by_text: Color = "red"
