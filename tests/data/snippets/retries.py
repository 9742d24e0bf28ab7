import instructor
import tenacity
from pydantic import BaseModel
from tenacity import AsyncRetrying, Retrying, stop_after_attempt, stop_after_delay, wait_fixed

client = instructor.from_provider("openai/gpt-4.1-mini")
RETRIES = Retrying(stop=stop_after_attempt(4) | stop_after_delay(10), wait=wait_fixed(1))


class Word(BaseModel):
    word: str


client.create(response_model=Word, messages="Say a word", max_retries=5)
client.create(response_model=Word, messages="Say a word", max_retries=RETRIES)
client.create(response_model=Word, messages="Say a word",
              max_retries=AsyncRetrying(stop=tenacity.stop_after_attempt(max_attempt_number=1)))
client.create(response_model=Word, messages="Say a word", max_retries=Retrying(stop=stop_after_delay(9)))
