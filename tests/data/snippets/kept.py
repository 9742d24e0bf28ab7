import re
from typing import Annotated, List as L

import instructor
from instructor import llm_validator
from pydantic import AfterValidator, BaseModel, Field

WORDS = ["spam", "eggs"]
client = instructor.from_provider("openai/gpt-4.1-mini")


def check_name(value: str) -> str:
    if value in WORDS or re.search(r"\d", value):
        raise ValueError("not a name")
    return value


class Unrelated(BaseModel):
    x: int


# Who it is
class User(BaseModel):
    name: Annotated[str, AfterValidator(check_name)]
    tags: L[str] = Field(default_factory=list)  # no order


User.model_rebuild()

user = client.create(response_model=User, messages=[{"role": "user", "content": "Ann, 28"}])
assert user.name == "Ann"
