from typing import List, Literal

from pydantic import BaseModel, Field


class CategoryScore(BaseModel):
    category: Literal["billing", "technical", "account", "feature-request", "complaint"]
    confidence: float = Field(ge=0.0, le=1.0, description="Confidence score 0-1")


class TicketClassification(BaseModel):
    categories: List[CategoryScore] = Field(
        description="All applicable categories with confidence scores, highest confidence first"
    )
    primary_category: Literal["billing", "technical", "account", "feature-request", "complaint"]
    urgency: Literal["low", "medium", "high", "critical"]
    needs_human: bool
