import datetime
import datetime as dt
import decimal
import typing
import typing as t
import uuid

import pydantic
from pydantic import Field as F
from typing import List as L


class Qualified(pydantic.BaseModel):
    moment: datetime.datetime
    day: dt.date
    identity: uuid.UUID
    price: decimal.Decimal
    texts: typing.List[str]
    maybe: t.Optional[int] = None
    link: pydantic.HttpUrl
    count: int = pydantic.Field(ge=0)
    other: L[int] = F(default_factory=list, description="Renamed on import")
    choice: typing.Literal["a", "b"] = "a"
