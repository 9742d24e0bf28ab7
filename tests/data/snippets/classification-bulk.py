import asyncio
from typing import Iterable, List

import instructor
import openai
from pydantic import BaseModel, ValidationInfo, model_validator

client = instructor.from_openai(
    openai.AsyncOpenAI(),
)


class Tag(BaseModel):
    id: int
    name: str

    @model_validator(mode="after")
    def check_tag(self, info: ValidationInfo):
        context = info.context
        if context:
            tags: List[Tag] = context.get("tags")
            assert self.id in {tag.id for tag in tags}, f"There is no tag {self.id}"
        return self


tags = [Tag(id=0, name="garden"), Tag(id=1, name="kitchen")]
sem = asyncio.Semaphore(5)


async def tag_text(text: str, tags: List[Tag]) -> Iterable[Tag]:
    allowed = [(tag.id, tag.name) for tag in tags]
    allowed_text = ", ".join([f"`{tag}`" for tag in allowed])

    async with sem:
        return text, await client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[
                {"role": "system", "content": "You tag texts."},
                {"role": "user", "content": f"Describe this text: `{text}`"},
                {"role": "user", "content": f"These tags are allowed: {allowed_text}"},
            ],
            response_model=Iterable[Tag],
            validation_context={"tags": tags},
        )


async def main(texts: List[str]):
    return await asyncio.gather(*[tag_text(text, tags) for text in texts])


asyncio.run(main(["Where is the rake?", "Is there any flour left?"]))
