import enum
from enum import Enum, IntEnum, StrEnum, auto

from pydantic import BaseModel


class Plain(Enum):
    A = "a"
    B = "b"


class Numbers(IntEnum):
    ONE = 1
    TWO = 2


class Automatic(Enum):
    FIRST = auto()
    SECOND = auto()
    TEN = 10
    ELEVEN = auto()


class Words(StrEnum):
    Hello = auto()
    WORLD = auto()
    other = "else"


class Mixed(Enum):
    NUMBER = 1
    TEXT = "x"
    REAL = 1.5
    NOTHING = None


class Real(float, Enum):
    HALF = 0.5
    ONE = 1


class Single(enum.Enum):
    ONLY = "only"


class Repeated(Enum):
    A = 1
    B = 1
    C = 2


class Pairs(Enum):
    A = (1, "x")
    B = (2, "y")


class WithMethods(str, Enum):
    A = "a"
    B = "b"

    @property
    def label(self) -> str:
        return self.value.upper()

    def other(self):
        return WithMethods.B


class Kinds(BaseModel):
    plain: Plain
    numbers: Numbers = Numbers.TWO
    automatic: Automatic
    words: Words = Words.Hello
    mixed: Mixed
    real: Real
    single: Single
    repeated: Repeated
    pairs: Pairs
    methods: WithMethods
