from typing import List, Optional

from pydantic import BaseModel, Field


class Node(BaseModel, frozen=True):
    id: int
    label: str
    color: str = "black"


class Edge(BaseModel, frozen=True):
    source: int
    target: int
    label: str
    color: str = "black"


class KnowledgeGraph(BaseModel):
    nodes: Optional[List[Node]] = Field(..., default_factory=list)
    edges: Optional[List[Edge]] = Field(..., default_factory=list)
