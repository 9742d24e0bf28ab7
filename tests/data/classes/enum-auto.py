from enum import Enum, StrEnum, auto

from pydantic import BaseModel


class Number(Enum):
    ONE = auto()
    TWO = auto()
    FIVE = 5
    SIX = auto()


class Word(StrEnum):
    Red = auto()
    GREEN = auto()


class Both(BaseModel):
    number: Number
    word: Word
