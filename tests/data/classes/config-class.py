from pydantic import BaseModel


class Old(BaseModel):
    """Has its settings in a class."""

    name: str

    class Config:
        title = "The Old One"
        extra = "forbid"
        json_schema_extra = {"examples": [{"name": "x"}]}
