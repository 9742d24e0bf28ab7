import instructor
import openai
from pydantic import BaseModel
from typing import Iterable

client = instructor.from_openai(openai.OpenAI())


class Guest(BaseModel):
    name: str
    table: int


guests = client.chat.completions.create(
    model="gpt-4o-mini",
    messages=[{"role": "user", "content": "Mira sits at table 4, Jon at table 2"}],
    response_model=Iterable[Guest],
    stream=True,
)
