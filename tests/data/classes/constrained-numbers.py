from pydantic import BaseModel, Field, NegativeInt, NonNegativeFloat, PositiveFloat, PositiveInt


class Numbers(BaseModel):
    ge: int = Field(ge=0)
    gt: int = Field(gt=0)
    le: int = Field(le=100)
    lt: int = Field(lt=100)
    both: float = Field(ge=0.0, le=1.0)
    whole_bounds: float = Field(ge=0, le=1)
    step: int = Field(multiple_of=5)
    half_step: float = Field(multiple_of=0.5)
    everything: int = Field(10, gt=0, lt=100, multiple_of=2)
    negative: int = Field(ge=-10, le=-1)
    huge: int = Field(le=1_000_000_000_000)
    positive: PositiveInt
    below: NegativeInt
    share: NonNegativeFloat
    positive_real: PositiveFloat = Field(lt=10)
