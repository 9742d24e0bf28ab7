import instructor
from pydantic import BaseModel

client = instructor.from_provider("openai/gpt-4.1-mini")


class City(BaseModel):
    name: str
    country: str


city = client.create(
    messages=[
        {
            "role": "user",
            "content": """
                Which city is meant in {{ text }}?
                Answer for {{reader}} readers.
            """,
        },
    ],
    response_model=City,
    context={"text": "the city of canals", "reader": "young", "unused": 3},
)
