import instructor
from typing import Iterable, Union, Literal
from pydantic import BaseModel


class Alarm(BaseModel):
    at: str
    repeat: Literal["never", "daily"]


class Reminder(BaseModel):
    text: str


client = instructor.from_provider("openai/gpt-4.1-mini", mode=instructor.Mode.TOOLS)

for item in client.create(
    messages=[
        {"role": "system", "content": "Answer with tools only"},
        {"role": "user", "content": "Wake me at 7 each day, and remind me of the keys"},
    ],
    response_model=Iterable[Union[Alarm, Reminder]],
    stream=True,
):
    print(item)
