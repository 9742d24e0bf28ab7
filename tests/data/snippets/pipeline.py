"""Two stages: the second one's prompt holds what the first one found."""
from typing import Optional

import instructor
from pydantic import BaseModel, Field

client = instructor.from_provider("openai/gpt-4.1")
fast = instructor.from_provider("openai/gpt-4.1-nano", mode=instructor.Mode.JSON_SCHEMA)


class RawNames(BaseModel):
    companies: list[str]
    people: list[str]


class Company(BaseModel):
    name: str
    role: str


class Deal(BaseModel):
    companies: list[Company]
    amount: Optional[float]
    date: Optional[str] = Field(description="ISO 8601")


def find_names(document: str) -> RawNames:
    """First stage."""
    return fast.create(
        response_model=RawNames,
        messages=[{"role": "user", "content": f"Find all names in:\n{document}"}],
    )


def describe_deal(document: str, names: RawNames) -> Deal:
    """Second stage."""
    return client.create(
        response_model=Deal,
        messages=[
            {
                "role": "user",
                "content": (
                    f"Document: {document}\n\n"
                    f"Known: companies={names.companies}, people={names.people!r}\n\n"
                    "Describe the deal."
                ),
            }
        ],
    )


document = "Borealis AG buys Tern Ltd for 12 million."
names = find_names(document)
deal = describe_deal(document, names)
print(deal.model_dump_json(indent=2))
