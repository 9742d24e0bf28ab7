from pydantic import BaseModel


class Order(BaseModel):
    lines: list["Line"]
    total: 'Money'


class Line(BaseModel):
    text: str
    price: "Money"


class Money(BaseModel):
    amount: float
    currency: str = "EUR"


Order
