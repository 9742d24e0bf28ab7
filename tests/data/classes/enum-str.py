from enum import StrEnum

from pydantic import BaseModel, Field


class Label(StrEnum):
    """What a text is about."""

    SPAM = "spam"
    HAM = "ham"


class Prediction(BaseModel):
    label: Label = Field(description="the class")
    maybe: Label | None = None
    default: Label = Label.HAM
