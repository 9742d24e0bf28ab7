from typing import Literal, Union

from pydantic import BaseModel


class Weather(BaseModel):
    location: str
    units: Literal["imperial", "metric"]


class GoogleSearch(BaseModel):
    query: str


Action = Union[Weather, GoogleSearch]
