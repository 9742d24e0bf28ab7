from decimal import Decimal
from typing import Optional, Union

from pydantic import BaseModel, Field, condecimal


class Money(BaseModel):
    plain: Decimal
    positive: Decimal = Field(gt=0)
    bounded: Decimal = Field(ge=0, le=100, multiple_of=5)
    digits: Decimal = Field(max_digits=6, decimal_places=2)
    optional: Optional[Decimal] = None
    optional_bounded: Optional[Decimal] = Field(None, ge=1)
    union: Union[Decimal, int]
    several: list[Decimal]
    old: condecimal(ge=2)
