from typing import Annotated

from pydantic import Field

Annotated[int, Field(ge=0, le=10, description="A mark")]
