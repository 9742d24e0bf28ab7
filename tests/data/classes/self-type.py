from __future__ import annotations

from typing import List, Optional

from pydantic import BaseModel, Field


class Comment(BaseModel):
    text: str
    replies: List[Comment] = Field(default_factory=list)
    parent: Optional["Comment"] = None


class Post(BaseModel):
    comments: list[Comment]
    pinned: Comment | None = None
