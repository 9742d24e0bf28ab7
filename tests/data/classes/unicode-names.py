from pydantic import BaseModel, Field


class Größe(BaseModel):
    länge: float = Field(description="in Metern, höchstens 3 ½")
    名前: str = "日本"
    emoji: str = "🚀 \u00e9"
