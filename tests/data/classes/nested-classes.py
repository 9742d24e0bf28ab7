from pydantic import BaseModel


class Outer(BaseModel):
    class Inner(BaseModel):
        class Deep(BaseModel):
            z: int

        deep: Deep

    inner: Inner
    again: "Outer.Inner"
    deep: Inner.Deep
