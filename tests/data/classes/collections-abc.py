from collections import OrderedDict, defaultdict, deque
from collections.abc import Mapping, MutableMapping, Sequence, Set

from pydantic import BaseModel


class Containers(BaseModel):
    rows: Sequence[int]
    words: Set[str]
    table: Mapping[str, int]
    other: MutableMapping[str, str]
    queue: deque[float]
    counts: defaultdict[str, int]
    order: OrderedDict[str, int]
