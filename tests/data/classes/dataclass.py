from dataclasses import dataclass, field
from typing import List


@dataclass
class Point:
    """A point."""

    x: float
    y: float = 0.0


@dataclass
class Path:
    points: List[Point]
    name: str = "unnamed"
    tags: list[str] = field(default_factory=list)
    width: int = field(default=3, repr=False)
