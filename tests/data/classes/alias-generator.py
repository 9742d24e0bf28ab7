from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel, to_pascal, to_snake


class Camel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    first_name: str
    last_name_2: str
    x1_y2: int
    already: int
    alreadyCamel: int
    kept: int = Field(alias="as_is")
    _private: int = 3


class Pascal(BaseModel):
    model_config = ConfigDict(alias_generator=to_pascal)

    first_name: str
    a_b_c: int
    version_2_name: int


class Snake(BaseModel):
    model_config = ConfigDict(alias_generator=to_snake)

    firstName: str
    HTTPServer: int
    address2: str


class Everything(BaseModel):
    camel: Camel
    pascal: Pascal
    snake: Snake
