from typing import Optional

from pydantic import BaseModel, Field


class Words(BaseModel):
    a: str = Field(description="What it is")
    b: str = Field(..., description="Required", title="The B")
    c: str = Field("x", description="""Over
    two lines""")
    d: str = Field(default="y", examples=["y", "z"])
    e: int = Field(deprecated=True)
    f: int = Field(deprecated="Use e")
    g: Optional[str] = Field(None, description="Maybe", title="G?")
    h: str = Field(
        ...,
        description=(
            "One long description "
            "in several parts"
        ),
    )
    i: list[str] = Field(default_factory=list, description="Empty by default")
    j: dict = Field(default_factory=lambda: {"a": 1})
    k: str = Field("z", exclude=True, frozen=True, repr=False, validate_default=True, strict=True)
