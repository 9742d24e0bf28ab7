from pydantic import BaseModel, ConfigDict, Field


class Documented(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)

    a: int
    """What a is."""

    b: str = "x"
    """
    What b is,
    in two lines.
    """

    c: float = Field(description="Wins")
    """Loses."""

    d: bool
