from typing import Any, Counter, Deque, OrderedDict

from pydantic import BaseModel, Json


class Others(BaseModel):
    any_json: Json
    list_json: Json[list[int]]
    counter: Counter[str]
    deque: Deque[int]
    ordered: OrderedDict[str, int]
    any_dict: dict[Any, Any]
