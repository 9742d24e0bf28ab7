from typing import Literal

import instructor
from openai import OpenAI
from pydantic import BaseModel, Field

# The client knows response_model now
client = instructor.from_openai(OpenAI())


class Verdict(BaseModel):
    """
    Whether a review is real.

    Examples:
    - "Best product ever!!! Buy now": FAKE
    - "The hinge broke after a month": REAL
    """

    chain_of_thought: str = Field(
        ...,
        description="What led to the verdict.",
    )
    label: Literal["REAL", "FAKE"] = Field(
        ...,
        description="The verdict.",
    )


def judge(review: str) -> Verdict:
    """Judge one review."""
    return client.chat.completions.create(
        model="gpt-4o-mini",
        response_model=Verdict,
        messages=[
            {
                "role": "user",
                "content": f"Is this review real? <review>{review}</review>",
            },
        ],
    )


if __name__ == "__main__":
    for text, label in [
        ("The battery lasts two days.", "REAL"),
        ("WOW!!! 5 stars, click here", "FAKE"),
    ]:
        verdict = judge(text)
        assert verdict.label == label
        print(f"Review: {text}, {verdict.label}")
