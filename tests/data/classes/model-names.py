from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    model_config = ConfigDict(protected_namespaces=())

    model_name: str
    model_version: int = 1
    schema_: str = ""
    json_text: str
    copy_of: str | None = None
