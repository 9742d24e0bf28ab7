import instructor
from anthropic import Anthropic
from pydantic import BaseModel, Field

client = instructor.from_anthropic(Anthropic())


class Diagnosis(BaseModel):
    reasoning: str = Field(description="Think it through before you answer")
    cause: str
    confidence: float = Field(ge=0, le=1)


def diagnose(symptoms: str, hints: str = "none") -> Diagnosis:
    diagnosis, completion = client.messages.create_with_completion(
        model="claude-sonnet-4-5",
        max_tokens=1024,
        system="You look after a heating system.",
        messages=[
            {
                "role": "user",
                "content": f"""
Symptoms: {symptoms}
Hints: {hints}
""".strip(),
            }
        ],
        response_model=Diagnosis,
    )
    return diagnosis
