from typing import Union

from pydantic import BaseModel, EmailStr, Field, HttpUrl


class Misfits(BaseModel):
    union: int | float = Field(ge=0)
    text_or_list: Union[str, list[str]] = Field(min_length=1)
    text: str = Field(ge=1)
    flag: bool = Field(le=1)
    number: int = Field(max_length=3)
    mail: EmailStr = Field(max_length=50)
    page: HttpUrl = Field(max_length=100)
    items: list[int] = Field(gt=3)
