from pydantic import BaseModel, Field


class Strings(BaseModel):
    escaped: str = "tab\there \"quoted\" back\\slash \x41 \u00e9 \U0001F600 \101"
    single: str = 'it''s'
    raw: str = r"\d+\s"
    raw_upper: str = R'\w'
    unknown_escape: str = "50\% off"
    continued: str = "one \
two"
    triple: str = """first
second "quoted" third"""
    emoji: str = "👍 ok"
    unicode_prefix: str = u"plain"
    pattern: str = Field(r"^[a-z]{2,4}$", pattern=r'^[a-z]{2,4}$')
