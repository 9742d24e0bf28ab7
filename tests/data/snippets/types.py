from enum import Enum
from typing import Annotated, Iterable, List, Literal, Optional, Union

import instructor
from pydantic import BaseModel, Field, create_model

client = instructor.from_provider("openai/gpt-4.1-mini")


class Kind(Enum):
    A = "a"
    B = "b"


class Node(BaseModel):
    name: str
    children: List["Node"] = []


class Leaf(BaseModel):
    name: str
    kind: Kind


Tree = Union[Node, Leaf]
Score = Annotated[int, Field(ge=0, le=10)]
Made = create_model("Made", name=(str, ...), score=(Score, 5))
ask = {"messages": [{"role": "user", "content": "?"}]}

client.create(response_model=int, **ask)
client.create(response_model=List[str], **ask)
client.create(response_model=Literal["yes", "no"], **ask)
client.create(response_model=Kind, **ask)
client.create(response_model=Node, **ask)
client.create(response_model=Tree, **ask)
client.create(response_model=Iterable[Tree], **ask)
client.create(response_model=Optional[Leaf], **ask)
client.create(response_model=instructor.Maybe(Leaf), **ask)
client.create(response_model=Made, **ask)
client.create(Node, [{"role": "user", "content": "positional"}])
client.create_iterable(response_model=Union[
    Leaf,
    Node,
], **ask)
