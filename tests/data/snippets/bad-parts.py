import instructor
from pydantic import BaseModel
from schemas import Order

client = instructor.from_provider("openai/gpt-4.1-mini", mode=instructor.Mode.TOOOLS)


class Item(BaseModel):
    name: strng
    count: int = Field(gee=1)


def ask(history, model_name, response_model):
    client.create(response_model=Order, messages=history)
    client.create(response_model=Item, model=model_name, messages=[{"role": "tool", "content": "x"}],
                  temperature=history.temperature, hooks=None, unknown=history)
    client.create(response_model=response_model, messages=[{"role": "user", "content": "{{name}}"}])
    client.create(messages=[{"role": "user", "content": "Hello"}])
    client.create(response_model=Item)
    other.create(response_model=Item, messages=[{"role": "user", "content": [
        instructor.Image.from_url("https://example.com/a.png"), "What is it?"]}])
    x = (1 +
