from __future__ import annotations

from pydantic import BaseModel


class Task(BaseModel):
    title: str
    subtasks: list[Task] = []


Tasks = list[Task]
