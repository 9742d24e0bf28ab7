from datetime import date, datetime, time, timedelta

from pydantic import AwareDatetime, BaseModel, FutureDate, FutureDatetime, NaiveDatetime, PastDate, PastDatetime


class Dates(BaseModel):
    born: PastDate
    due: FutureDate
    seen: PastDatetime
    next: FutureDatetime
    aware: AwareDatetime
    naive: NaiveDatetime
    day: date
    moment: datetime | None = None
    at: time
    lasts: timedelta
