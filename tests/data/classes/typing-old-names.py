from typing import Any, Deque, Dict, FrozenSet, List, Mapping, Optional, Sequence, Set, Tuple, Union

from pydantic import BaseModel


class Old(BaseModel):
    names: List[str]
    ages: Dict[str, int]
    pair: Tuple[str, int]
    many: Tuple[float, ...]
    unique: Set[str]
    frozen: FrozenSet[int]
    queue: Deque[int]
    sequence: Sequence[str]
    mapping: Mapping[str, float]
    anything: Any
    bare_list: List
    bare_dict: Dict
    maybe: Optional[List[Optional[int]]] = None
    either: Union[int, str, None] = None
