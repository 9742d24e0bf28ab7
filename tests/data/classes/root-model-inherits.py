from pydantic import BaseModel, Field, RootModel


class Tags(RootModel[list[str]]):
    """Some tags."""

    root: list[str] = Field(description="the tags", min_length=1)


class Named(RootModel):
    root: dict[str, Tags]


class Doc(BaseModel):
    tags: Tags
    named: Named = Named({})
