from pydantic import BaseModel


class Empty(BaseModel): pass


class Dots(BaseModel): ...


class One(BaseModel): x: int; y: str = "z"


class All(BaseModel):
    empty: Empty
    dots: Dots
    one: One
