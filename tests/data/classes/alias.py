from pydantic import AliasChoices, AliasPath, BaseModel, Field


class Aliases(BaseModel):
    plain: int
    a: int = Field(alias="theA")
    b: str = Field("x", alias="the-b", title="Own title")
    c: int = Field(validation_alias="c_in", serialization_alias="c_out")
    d: int = Field(validation_alias=AliasChoices("first", "second"))
    e: int = Field(validation_alias=AliasPath("outer", 0))
    f: int = Field(alias="alias", validation_alias="wins")
    g: int = Field(serialization_alias="out")
    class_: str = Field(alias="class")
