import instructor
from instructor import Partial, Mode as M
from openai import OpenAI
from pydantic import BaseModel
from instructor.dsl.partial import PartialLiteralMixin
from typing import Literal


class Member(BaseModel, PartialLiteralMixin):
    name: str
    rank: Literal["guest", "member", "board"]


PartialMember = instructor.Partial[Member]
client = instructor.patch(OpenAI(), mode=M.JSON)

for member in client.chat.completions.create(
    model="gpt-4",
    response_model=PartialMember,
    max_retries=2,
    stream=True,
    messages=[{"role": "user", "content": "Ines is on the board"}],
):  # type: ignore
    print(member)
