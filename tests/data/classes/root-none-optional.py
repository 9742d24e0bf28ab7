from typing import Optional

Optional[dict[str, list[int]]]
