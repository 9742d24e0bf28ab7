from enum import Enum
from typing import List

import instructor
from pydantic import BaseModel, Field

client = instructor.from_provider("groq/llama-3.3-70b-versatile", temperature=0)


class Topic(str, Enum):
    BILLING = "billing"
    DELIVERY = "delivery"
    OTHER = "other"


class Ticket(BaseModel):
    topics: List[Topic] = Field(..., description="All that apply")


def classify(ticket: str) -> Ticket:
    return client.chat.completions.create(
        response_model=Ticket,
        messages=[
            {"role": "system", "content": "Sort tickets by topic."},
            {"role": "user", "content": "Sort this ticket: " + ticket},
        ],
    )


ticket = "The parcel came late and I was charged twice."
prediction = classify(ticket)
assert Topic.BILLING in prediction.topics
