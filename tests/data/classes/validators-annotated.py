from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, WrapValidator


def check(value: str) -> str:
    return value


class Checked(BaseModel):
    name: Annotated[str, AfterValidator(check)]
    age: Annotated[int, BeforeValidator(int), Field(ge=0)]
    other: Annotated[str, AfterValidator(lambda v: v.upper()), Field(description="loud")] = "x"
