import os

import instructor
from openai import OpenAI
from pydantic import BaseModel

client = instructor.from_openai(OpenAI(api_key=os.environ["KEY"]), mode=instructor.Mode.TOOLS)
LIMIT: int = 3


class User(BaseModel):
    name: str
    age: int


users = client.chat.completions.create_iterable(
    model="gpt-4o-mini",
    response_model=User,
    messages=[{"role": "user", "content": f"Extract {LIMIT} users"}],
) if False else []

for user in users:
    print(user.name, {"a": [1, 2]}, x[1:2], lambda y: y + 1)

if __name__ == "__main__":
    total = sum(u.age for u in users if u.age > 3)
