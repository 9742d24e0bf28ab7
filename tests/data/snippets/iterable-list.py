"""Parts of an order."""
import instructor
from openai import AsyncOpenAI
from pydantic import BaseModel, Field
from typing import List, Optional

client = instructor.apatch(AsyncOpenAI(), mode=instructor.Mode.MD_JSON)


class Part(BaseModel):
    number: str = Field(pattern=r"^[A-Z]{2}-\d+$")
    count: int = Field(1, ge=1)
    note: Optional[str] = None


async def parts_of(order: str = "Two AB-12 and one CD-7, wrapped") -> List[Part]:
    return await client.chat.completions.create(
        model="gpt-4o",
        response_model=List[Part],
        messages=[{"role": "user", "content": order}],
        temperature=0.1,
    )
