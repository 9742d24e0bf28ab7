from enum import Enum
from typing import Literal

from pydantic import BaseModel


class Level(Enum):
    LOW = "low"
    HIGH = "high"


class Alarm(BaseModel):
    level: Literal[Level.HIGH]
    either: Literal[Level.LOW, Level.HIGH]
    mapping: dict[Level, int] = {Level.LOW: 1}
