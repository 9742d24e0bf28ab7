from pydantic import BaseModel

MINUTE = 60
NAME = "slu" + "ice"


class Limits(BaseModel):
    seconds: int = MINUTE * 60
    half: float = MINUTE / 8
    floor: int = 7 // 2
    rest: int = 7 % 4
    power: int = 2**10
    sum_: int = 1 + 2 * 3 - 4
    grouped: int = (1 + 2) * -3
    name: str = NAME
    joined: str = "one " "two " 'three'
