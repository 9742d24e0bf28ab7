from typing import NamedTuple

from pydantic import BaseModel


class Point(NamedTuple):
    x: float
    y: float = 0.0


class Line(BaseModel):
    start: Point
    end: Point
