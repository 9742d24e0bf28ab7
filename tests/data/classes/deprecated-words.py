from typing import Annotated

from pydantic import BaseModel, Field
from typing_extensions import deprecated


class Words(BaseModel):
    old: Annotated[int, Field(deprecated="use new")] = 1
    older: int = Field(0, deprecated=True, examples=[1, 2.5, None, {"a": [True]}])
    oldest: Annotated[int, deprecated("no")] = 2
