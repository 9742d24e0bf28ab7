import asyncio
from typing import Literal, Union

import instructor
from pydantic import BaseModel


class Alarm(BaseModel):
    at: str
    repeat: Literal["never", "daily"]


class Reminder(BaseModel):
    text: str


aclient = instructor.from_provider(
    "anthropic/claude-haiku-4-5", async_client=True, mode=instructor.Mode.ANTHROPIC_TOOLS
)


async def stream_items():
    async for item in aclient.create_iterable(
        messages=[
            {"role": "system", "content": "Answer with tools only"},
            {
                "role": "user",
                "content": "Wake me at 7 each day, and remind me of the keys",
            },
        ],
        response_model=Alarm | Reminder,
    ):
        yield item


async def main():
    async for item in stream_items():
        print(item)


asyncio.run(main())
