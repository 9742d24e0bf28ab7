import asyncio
import instructor
from pydantic import BaseModel

client = instructor.from_provider("openai/gpt-4.1-mini", async_client=True)


class Summary(BaseModel):
    headline: str
    points: list[str]


class Mood(BaseModel):
    mood: str


async def main(text: str):
    summary, mood = await asyncio.gather(
        client.create(
            response_model=Summary,
            messages=[{"role": "user", "content": f"Summarise:\n{text}"}],
        ),
        client.create(
            response_model=Mood,
            messages=[{"role": "user", "content": f"What is the mood of:\n{text}"}],
        ),
    )
    return summary, mood


asyncio.run(main("The rain stopped at last."))
