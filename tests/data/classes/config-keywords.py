from pydantic import BaseModel


class Base(BaseModel, title="Base Class", extra="forbid"):
    a: int


class Derived(Base, extra="allow"):
    b: int
