from enum import Enum

from pydantic import BaseModel


class Only(str, Enum):
    ONE = "one"


class Thing(BaseModel):
    kind: Only
    fixed: Only = Only.ONE
