import datetime
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel, SecretStr


class Defaults(BaseModel):
    day: datetime.date = datetime.date(2024, 1, 31)
    moment: datetime.datetime = datetime.datetime(2024, 1, 31, 12, 30)
    clock: datetime.time = datetime.time(hour=9)
    span: datetime.timedelta = datetime.timedelta(days=1, hours=2)
    minutes: datetime.timedelta = datetime.timedelta(minutes=90)
    weeks: datetime.timedelta = datetime.timedelta(weeks=60)
    none: datetime.timedelta = datetime.timedelta()
    price: Decimal = Decimal("1.50")
    whole: Decimal = Decimal(3)
    identity: UUID = UUID("12345678-1234-5678-1234-567812345678")
    secret: SecretStr = SecretStr("hidden")
    raw: bytes = b"abc"
    maybe: datetime.date | None = None
