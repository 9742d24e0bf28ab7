# root: First
from pydantic import BaseModel


class First(BaseModel):
    a: int


class Second(BaseModel):
    b: int
