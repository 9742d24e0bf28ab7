from typing import Literal, Optional, Union

from pydantic import BaseModel, Field


class Cat(BaseModel):
    kind: Literal["cat"]
    meows: int


class Dog(BaseModel):
    kind: Literal["dog", "puppy"]
    barks: float


class Owner(BaseModel):
    pet: Union[Cat, Dog] = Field(discriminator="kind")
    optional: Optional[Union[Cat, Dog]] = Field(None, discriminator="kind", description="Maybe")
    piped: Cat | Dog = Field(..., discriminator="kind")
