from typing import Literal

Literal["spam", "not spam"]
