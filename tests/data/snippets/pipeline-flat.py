import instructor
from pydantic import BaseModel

client = instructor.from_provider("openai/gpt-4.1")


class Outline(BaseModel):
    headings: list[str]


class Chapter(BaseModel):
    text: str


outline = client.create(
    response_model=Outline,
    messages=[{"role": "user", "content": "Outline a book on tides"}],
)

for heading in outline.headings:
    chapter = client.create(
        response_model=Chapter,
        messages=[
            {"role": "user", "content": f"Outline: {outline.model_dump_json()}"},
            {"role": "user", "content": f"Write the chapter {heading}"},
        ],
    )
