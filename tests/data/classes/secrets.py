from pydantic import Base64Bytes, Base64Str, Base64UrlStr, BaseModel, SecretBytes, SecretStr


class Secrets(BaseModel):
    password: SecretStr
    key: SecretBytes
    picture: Base64Bytes
    text: Base64Str
    address: Base64UrlStr
