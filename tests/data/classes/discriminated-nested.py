from typing import Annotated, Literal, Union

from pydantic import BaseModel, Field


class Black(BaseModel):
    kind: Literal["cat"]
    colour: Literal["black"]


class White(BaseModel):
    kind: Literal["cat"]
    colour: Literal["white"]


class Dog(BaseModel):
    kind: Literal["dog", "puppy"] = "dog"


Cat = Annotated[Union[Black, White], Field(discriminator="colour")]
Pet = Annotated[Union[Cat, Dog], Field(discriminator="kind")]


class Owner(BaseModel):
    pet: Pet
    pets: list[Pet] = []
    maybe: Pet | None = None
