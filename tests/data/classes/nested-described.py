from typing import Annotated, Optional

from pydantic import BaseModel, Field


class Inner(BaseModel):
    """What is inside."""

    x: int = 3


class Outer(BaseModel):
    plain: Inner
    described: Inner = Field(description="Another one")
    same: Inner = Field(description="What is inside.")
    titled: Inner = Field(title="Inner")
    optional: Optional[Inner] = Field(None, description="Maybe")
    items: list[Annotated[Inner, Field(description="One of many")]]
    titled_items: list[Annotated[Inner, Field(title="Item")]]
    extra: Inner = Field(json_schema_extra={"x-a": 1})
    factory: Inner = Field(default_factory=Inner)
    instance: Inner = Inner()
    other_instance: Inner = Inner(x=4)
    instances: list[Inner] = [Inner(x=1), Inner()]
    instance_or: Inner | int = Inner(x=9)
