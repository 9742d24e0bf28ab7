from typing import Optional

from pydantic import BaseModel


class Node(BaseModel):
    value: int
    left: Optional["Node"] = None
    right: "Node | None" = None
    children: list["Node"] = []
    by_name: "dict[str, Node]" = {}
