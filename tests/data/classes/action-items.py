import datetime
import enum
from typing import Iterable, List, Literal, Optional

import instructor
from openai import OpenAI
from pydantic import BaseModel, Field


class PriorityEnum(str, enum.Enum):
    high = "High"
    medium = "Medium"
    low = "Low"


class Subtask(BaseModel):
    """Correctly resolved subtask from the given transcript"""

    id: int = Field(..., description="Unique identifier for the subtask")
    name: str = Field(..., description="Informative title of the subtask")


class Ticket(BaseModel):
    """Correctly resolved ticket from the given transcript"""

    id: int = Field(..., description="Unique identifier for the ticket")
    name: str = Field(..., description="Title of the task")
    priority: PriorityEnum = Field(..., description="Priority level")
    assignees: List[str] = Field(..., description="List of users assigned to the task")
    subtasks: Optional[List[Subtask]] = Field(None, description="List of subtasks associated")
    dependencies: Optional[List[int]] = Field(None, description="List of ticket ids this depends on")
    due: Optional[datetime.date] = None


class ActionItems(BaseModel):
    """Correctly resolved set of action items from the given transcript"""

    items: List[Ticket]
