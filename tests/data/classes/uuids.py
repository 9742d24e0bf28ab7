from uuid import UUID

from pydantic import UUID1, UUID3, UUID4, UUID5, BaseModel


class Keys(BaseModel):
    any: UUID
    one: UUID1
    three: UUID3
    four: UUID4
    five: UUID5
    several: set[UUID] = set()
