from datetime import date, datetime

from pydantic import BaseModel, Field


class Period(BaseModel):
    begin: date = Field(ge=date(2020, 1, 1), description="Not before 2020")
    end: datetime | None = Field(None, lt=datetime(2100, 1, 1))
