from typing import Literal

from pydantic import BaseModel, Field


class DiagnosisResult(BaseModel):
    reasoning: str = Field(
        description="Step-by-step analysis of the symptoms before reaching a conclusion"
    )
    likely_cause: str
    confidence: Literal["low", "medium", "high"]
    recommended_action: str
    escalate_to_human: bool
