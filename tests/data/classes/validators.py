from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    computed_field,
    field_validator,
    model_validator,
)


def check(value: int) -> int:
    if value > 3:
        raise ValueError("too big")
    return value


class Checked(BaseModel):
    a: Annotated[int, AfterValidator(check)]
    b: Annotated[int, BeforeValidator(lambda v: v), Field(ge=3)]
    c: Annotated[int, Field(ge=3), AfterValidator(check)]
    d: Annotated[list[int], AfterValidator(check), Field(max_length=3)]
    e: str

    @field_validator("e")
    @classmethod
    def e_is_short(cls, value: str) -> str:
        if len(value) > 3:
            raise ValueError(
                "too long"
            )
        return value

    @model_validator(mode="after")
    def check_all(self):
        return self

    @computed_field
    @property
    def twice(self) -> int:
        return self.a * 2

    def method(self, x: int = 3) -> dict[str, int]:
        return {"a": self.a}

    async def later(self): ...

    f: int = 3
