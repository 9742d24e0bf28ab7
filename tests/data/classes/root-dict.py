from pydantic import BaseModel


class Price(BaseModel):
    amount: float


Prices = dict[str, Price]
