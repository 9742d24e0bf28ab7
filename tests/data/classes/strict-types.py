from pydantic import BaseModel, FiniteFloat, StrictBool, StrictBytes, StrictFloat, StrictInt, StrictStr


class Strict(BaseModel):
    name: StrictStr
    age: StrictInt
    share: StrictFloat
    done: StrictBool
    raw: StrictBytes
    finite: FiniteFloat
