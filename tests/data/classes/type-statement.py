from typing import Annotated

from pydantic import BaseModel, Field

type Json = dict[str, Json] | list[Json] | str | float | bool | None
type Score = Annotated[float, Field(ge=0, le=1)]


class Document(BaseModel):
    content: Json
    score: Score
    other: Score = Field(0.5, description="Other score")
    scores: list[Score]
