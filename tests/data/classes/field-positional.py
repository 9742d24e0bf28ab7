from typing import Optional

from pydantic import BaseModel, Field


class Fields(BaseModel):
    a: int = Field(...)
    b: int = Field(..., description="second")
    c: int = Field(3, ge=1)
    d: Optional[str] = Field(None, max_length=5, examples=["x", "y"])
    e: Optional[str] = Field(...)
    f: str = Field(default="x", deprecated=True)
    g: int = Field(default=1, gt=0, lt=10, multiple_of=2)
    h: list[int] = Field(min_length=1, max_length=3, description="some")
    i: float = Field(allow_inf_nan=False, strict=True)
    j: str = Field(pattern=r"^\d{3}-\d{4}$", json_schema_extra={"x-order": 1})
    k: dict[str, str] = Field({}, max_length=4)
    l: str = Field(title="L!", description=("one "
                                           "two"))
    m: int = ...
