from enum import Enum

from pydantic import BaseModel, ConfigDict


class Colour(str, Enum):
    RED = "red"


class Car(BaseModel):
    model_config = ConfigDict(
        use_enum_values=True,
        str_strip_whitespace=True,
        str_max_length=10,
        frozen=True,
        validate_assignment=True,
        arbitrary_types_allowed=True,
    )

    colour: Colour
    name: str
