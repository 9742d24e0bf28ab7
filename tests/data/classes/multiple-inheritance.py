from pydantic import BaseModel


class Root(BaseModel):
    root: int
    shared: int


class Left(Root):
    left: int
    shared: str


class Right(Root):
    right: int
    shared: float


class Both(Left, Right):
    both: int
