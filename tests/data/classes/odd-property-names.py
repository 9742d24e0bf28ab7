from pydantic import BaseModel, Field


class Odd(BaseModel):
    default: str = Field("x", min_length=1, description="Order is kept below this name")
    properties: dict[str, int] = Field({"b": 1, "a": 2}, title="b", description="a")
    items: list[int] = Field([1], max_length=3, description="d")
    required: bool = True
    type: str
    title: str
    description: str
    enum: list[str]
