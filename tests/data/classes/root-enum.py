from enum import Enum


class Label(str, Enum):
    """The label of a mail."""

    spam = "spam"
    ham = "ham"
