from typing import Any

from pydantic import BaseModel, Field


class Extra(BaseModel):
    a: str = Field(json_schema_extra={"x-order": 1, "format": "color"})
    b: int = Field(3, json_schema_extra={"default": 5, "examples": [{"z": 1, "a": 2}]})
    c: dict[str, Any] = Field(examples=[{"z": 1, "b": {"y": 1, "a": [True, None, 1.5]}}])
    d: str = Field("q", json_schema_extra={"x-null": None, "x-deep": {"b": {"d": 1, "c": 2}}})
