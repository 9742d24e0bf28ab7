from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from re import Pattern
from uuid import UUID

from pydantic import (
    UUID4,
    AnyUrl,
    AwareDatetime,
    EmailStr,
    FutureDate,
    HttpUrl,
    IPvAnyAddress,
    NaiveDatetime,
    PastDate,
    PostgresDsn,
    SecretStr,
)
from pydantic import Base64Str, BaseModel, ByteSize, DirectoryPath, FilePath, NameEmail


class Formats(BaseModel):
    moment: datetime
    day: date
    clock: time
    span: timedelta
    identity: UUID
    identity4: UUID4
    price: Decimal
    mail: EmailStr
    named_mail: NameEmail
    page: HttpUrl
    link: AnyUrl
    database: PostgresDsn
    four: IPv4Address
    six: IPv6Address
    any_address: IPvAnyAddress
    path: Path
    file: FilePath
    folder: DirectoryPath
    pattern: Pattern
    text_pattern: Pattern[str]
    secret: SecretStr
    size: ByteSize
    encoded: Base64Str
    past: PastDate
    future: FutureDate
    aware: AwareDatetime
    naive: NaiveDatetime
