from enum import Enum

from pydantic import BaseModel


class TextEnum(str, Enum):
    """Base of enumerations."""


class Size(TextEnum):
    SMALL = "S"
    LARGE = "L"


class Shirt(BaseModel):
    size: Size = Size.SMALL
