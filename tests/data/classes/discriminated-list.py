from enum import Enum
from typing import Annotated, Literal, Union

from pydantic import BaseModel, Discriminator, Field


class Kind(str, Enum):
    TEXT = "text"
    IMAGE = "image"


class Text(BaseModel):
    kind: Literal[Kind.TEXT] = Kind.TEXT
    text: str


class Image(BaseModel):
    kind: Literal[Kind.IMAGE] = Kind.IMAGE
    url: str


Block = Annotated[Union[Text, Image], Field(discriminator="kind")]


class Message(BaseModel):
    blocks: list[Block]
    first: Annotated[Text | Image, Discriminator("kind")]
