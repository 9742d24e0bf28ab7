from pydantic import BaseModel


class Tuples(BaseModel):
    empty: tuple[()]
    any: tuple
    one: tuple[int]
    many: tuple[str, ...]
    mixed: tuple[int, str, bool] = (1, "a", True)
    nested: tuple[tuple[int, int], list[str]]
