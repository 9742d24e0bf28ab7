class UserInfo(BaseModel):
    name: str
    age: int
