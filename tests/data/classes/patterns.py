import re
from typing import Annotated, Pattern

from pydantic import BaseModel, Field


class Patterns(BaseModel):
    compiled: re.Pattern
    typed: Pattern[str]
    quote: Annotated[str, Field(pattern='^"[^"]*"$')]
    raw: Annotated[str, Field(pattern=r"\\\d+\.\w")]
