from pydantic import BaseModel, ConfigDict


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    a: int


class Open(BaseModel):
    model_config = {"extra": "allow"}

    a: int


class Titled(BaseModel):
    """Described."""

    model_config = ConfigDict(title="A Title", str_strip_whitespace=True, frozen=True)

    a: int


class Extra(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"b": 2, "a": 1}], "x-kind": "demo"})

    a: int
    b: int


class Lengths(BaseModel):
    model_config = ConfigDict(str_min_length=1, str_max_length=20)

    a: str
    b: list[str]
    c: str = "x"


class OldStyle(BaseModel):
    class Config:
        extra = "forbid"
        title = "Old"

    a: int


class Keyword(BaseModel, extra="forbid", title="From Keyword"):
    a: int


class All(BaseModel):
    closed: Closed
    open: Open
    titled: Titled
    extra: Extra
    lengths: Lengths
    old: OldStyle
    keyword: Keyword
