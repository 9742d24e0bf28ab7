from pydantic import BaseModel, NegativeFloat, NegativeInt, NonNegativeFloat, NonNegativeInt, NonPositiveInt, PositiveFloat, PositiveInt


class Readings(BaseModel):
    count: PositiveInt
    left: NonNegativeInt
    below: NegativeInt
    at_most: NonPositiveInt
    price: PositiveFloat
    share: NonNegativeFloat = 0.0
    loss: NegativeFloat | None = None
