from typing import Any, Dict, Mapping

from pydantic import BaseModel


class Dicts(BaseModel):
    plain: dict
    counts: dict[str, int]
    old: Dict[str, float]
    anything: dict[str, Any]
    mapping: Mapping[str, bool]
    by_number: dict[int, str]
    nested: dict[str, dict[str, list[int]]]
    empty: dict[str, int] = {}
    filled: dict[str, int] = {"one": 1, "two": 2}
    number_keys: dict[int, str] = {1: "a", 2: "b"}
