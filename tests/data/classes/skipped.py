from typing import Annotated

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema


class Partly(BaseModel):
    name: str
    hidden: SkipJsonSchema[int] = 3
    maybe: int | SkipJsonSchema[None] = None
    excluded: str = Field("x", exclude=True)
    shown: Annotated[str, Field(repr=False)]
