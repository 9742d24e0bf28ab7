from pydantic import BaseModel


class Odd(BaseModel):
    a: None
    b: None = None
    c: object
    d: bytes = b"abc"
    e: complex
    f: int = -0x1F
    g: float = 1e10
    h: float = 1_000.5
    i: int = 1_000_000
    j: bool = True
    k: str = 'it''s'
    l: float = -0.0
    m: int = 0b101 + 0o7
