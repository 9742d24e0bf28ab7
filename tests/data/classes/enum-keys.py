from enum import Enum

from pydantic import BaseModel


class Language(str, Enum):
    EN = "en"
    DE = "de"


class Texts(BaseModel):
    by_language: dict[Language, str]
    counts: dict[Language, list[int]] = {}
