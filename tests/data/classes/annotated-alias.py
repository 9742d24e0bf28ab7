from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

Score = Annotated[float, Field(ge=0, le=1, description="between 0 and 1")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$", to_upper=True)]
Names = list[Annotated[str, StringConstraints(min_length=1, max_length=20, strip_whitespace=True)]]


class Review(BaseModel):
    score: Score
    other: Score = 0.5
    code: Code
    names: Names
    titled: Annotated[Score, Field(title="The Title")]
