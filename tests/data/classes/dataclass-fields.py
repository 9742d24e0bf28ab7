import dataclasses
from dataclasses import field

from pydantic import BaseModel
from pydantic.dataclasses import dataclass


@dataclass
class Part:
    """One part."""

    name: str
    size: int = 3
    tags: list[str] = field(default_factory=list)


@dataclasses.dataclass
class Plain:
    x: int
    y: float = 0.5


class Machine(BaseModel):
    parts: list[Part]
    plain: Plain
