from pydantic import BaseModel, Field


class User(BaseModel):
    """A person who is named in a text."""

    name: str
    age: int = Field(ge=0, le=120)
