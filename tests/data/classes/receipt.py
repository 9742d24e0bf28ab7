from pydantic import BaseModel, Field, model_validator


class Item(BaseModel):
    name: str
    price: float
    quantity: int


class Receipt(BaseModel):
    items: list[Item]
    total: float

    @model_validator(mode="after")
    def check_total(cls, values: "Receipt"):
        calculated_total = sum(item.price * item.quantity for item in values.items)
        if calculated_total != values.total:
            raise ValueError(f"Total {values.total} does not match")
        return values
