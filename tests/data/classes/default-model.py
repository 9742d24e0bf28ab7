from pydantic import BaseModel, Field


class Address(BaseModel):
    city: str = "Paris"
    code: int = 75000


class Person(BaseModel):
    home: Address = Address()
    work: Address = Address(city="Lyon", code=69000)
    others: list[Address] = [Address(city="Nice")]
    made: Address = Field(default_factory=Address, description="made")
