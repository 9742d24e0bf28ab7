from pydantic import BaseModel, Field


class Unknown(BaseModel):
    a: int = Field(1, example=3)
    b: int = Field(2, foo="bar", title="B")
