import instructor
from pydantic import BaseModel
from typing import List
from rich.console import Console

client = instructor.from_provider("openai/gpt-4.1-mini")

minutes = """
Present were Ada (ada@example.com) and Leo (leo@example.com).
The hall is rented for 12 May; it costs 900 €.
"""


class Person(BaseModel):
    name: str
    email: str


class Minutes(BaseModel):
    people: List[Person]
    date: str
    cost: int


stream = client.create_partial(
    response_model=Minutes,
    messages=[
        {
            "role": "user",
            "content": f"What does the meeting say? {minutes}",
        },
    ],
    stream=True,
)

console = Console()

for snapshot in stream:
    console.clear()
    console.print(snapshot.model_dump())

print(snapshot.model_dump_json(indent=2))
