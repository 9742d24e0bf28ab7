from pydantic import BaseModel, confloat, conint, conlist, conset, constr


class Old(BaseModel):
    a: conint(ge=1, le=5)
    b: confloat(gt=0)
    c: constr(min_length=2, max_length=3, pattern="^x")
    d: conlist(int, min_length=1, max_length=4)
    e: conset(str, min_length=1)
    f: list[conint(multiple_of=3)]
    g: conint(ge=0) | None = None
