from functools import cached_property

from pydantic import BaseModel, computed_field


class Box(BaseModel):
    width: float
    height: float

    @computed_field
    @property
    def area(self) -> float:
        return self.width * self.height

    @cached_property
    def text(self) -> str:
        return f"{self.width} x {self.height}"
