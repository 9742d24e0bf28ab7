from decimal import Decimal

from pydantic import BaseModel, Field, condecimal


class Price(BaseModel):
    amount: Decimal = Field(max_digits=6, decimal_places=2)
    tax: Decimal = Field(ge=0, le=1, decimal_places=4)
    old: condecimal(gt=0, max_digits=5)
    whole: Decimal = Field(max_digits=3, decimal_places=0)
