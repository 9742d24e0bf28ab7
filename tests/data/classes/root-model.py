from pydantic import BaseModel, Field, RootModel


class Item(BaseModel):
    a: int


class Items(RootModel[list[Item]]):
    """Several items."""


class Named(RootModel):
    root: dict[str, int] = Field({}, description="By name")


class Holder(BaseModel):
    items: Items
    named: Named = Field(description="Named ones")
    several: list[Items]
    default: Named = Named({"a": 1})
