from pydantic import BaseModel


class Settings(BaseModel):
    host: str = "localhost"
    port: int = 8080
    ratio: float = 0.25
    whole_ratio: float = 1
    big: int = 9_007_199_254_740_993
    hex_mask: int = 0xFF
    octal: int = 0o17
    binary: int = 0b101
    exponent: float = 1.5e3
    small: float = 1e-7
    negative: int = -3
    positive: int = +4
    verbose: bool = False
    enabled: bool = True
    empty: str = ""
