from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field


class User(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    first: str = Field(validation_alias="firstName")
    last: str = Field(validation_alias=AliasChoices("lastName", "surname"))
    age: int = Field(serialization_alias="years")
    city: str = Field(alias="town")
    nick: str | None = Field(None, alias="nickName", title="Nick")
