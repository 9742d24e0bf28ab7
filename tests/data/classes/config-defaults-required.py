from pydantic import BaseModel, ConfigDict


class Sent(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True, use_attribute_docstrings=True)

    name: str
    """The name of it."""

    age: int = 3
    """How old."""
