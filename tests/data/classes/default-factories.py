from datetime import datetime
from uuid import UUID, uuid4

from pydantic import BaseModel, Field


class Made(BaseModel):
    names: list[str] = Field(default_factory=list)
    table: dict[str, int] = Field(default_factory=dict)
    key: UUID = Field(default_factory=uuid4)
    made: datetime = Field(default_factory=datetime.now)
    words: list[str] = Field(default_factory=lambda: ["a"], description="words", max_length=3)
