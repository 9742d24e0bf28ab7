import instructor
from pydantic import BaseModel

client = instructor.from_provider("openai/gpt-4.1-mini")


class Guest(BaseModel):
    name: str
    table: int


guests = client.create_iterable(
    messages=[
        {
            "role": "user",
            "content": "Mira sits at table 4, Jon and Petra at table 2",
        }
    ],
    response_model=Guest,
)

for guest in guests:
    print(guest)
