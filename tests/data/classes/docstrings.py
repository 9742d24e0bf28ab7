from pydantic import BaseModel


class OneLine(BaseModel):
    """One line."""

    a: int


class Several(BaseModel):
    """First line.

    Second paragraph
        indented
    back.
    """

    a: int


class Below(BaseModel):
    """
    Begins below.
    """

    a: int


class Raw(BaseModel):
    r"""With a \d backslash."""

    a: int


class Plain(BaseModel):
    "In simple quotes"

    a: int


class Empty(BaseModel):
    """"""

    a: int


class NotFirst(BaseModel):
    a: int
    """This is no docstring."""


class Trailing(BaseModel):
    """Ends below.
    """


class All(BaseModel):
    one_line: OneLine
    several: Several
    below: Below
    raw: Raw
    plain: Plain
    empty: Empty
    not_first: NotFirst
    trailing: Trailing
