from typing import Optional

from pydantic import BaseModel, Field


class Texts(BaseModel):
    short: str = Field(max_length=10)
    long: str = Field(min_length=100)
    code: str = Field(pattern=r"^[A-Z]{3}-\d+$")
    all: str = Field("abc", min_length=1, max_length=5, pattern="^a")
    optional: Optional[str] = Field(None, max_length=4)
    raw: bytes = Field(min_length=2)
