from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", title="Strict One")


class Child(Strict):
    a: int


class Relaxed(Child):
    model_config = ConfigDict(extra="ignore", title="Relaxed One")

    child: Child
