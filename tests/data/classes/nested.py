from pydantic import BaseModel


class Street(BaseModel):
    name: str
    number: int


class Address(BaseModel):
    street: Street
    city: str


class Person(BaseModel):
    name: str
    home: Address
    work: Address | None = None
    others: list[Address] = []
    by_name: dict[str, Street]
