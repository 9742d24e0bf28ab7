from typing import Annotated

from pydantic import BaseModel, Field, WithJsonSchema


class Replaced(BaseModel):
    a: Annotated[str, WithJsonSchema({"type": "string", "format": "color"})]
    b: Annotated[str, WithJsonSchema({"type": "string", "x": {"b": 1, "a": 2}}), Field(description="d")]
    c: list[Annotated[int, WithJsonSchema({"type": "integer", "title": "Own"})]]
