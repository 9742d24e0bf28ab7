import instructor


def run(texts):
    from pydantic import BaseModel

    class Line(BaseModel):
        # one line of a bill
        item: str
        price: float  # in euros

        def total(self):
            return self.price

    # a bill
    class Bill(BaseModel):
        lines: list[Line]

    client = instructor.from_provider("openai/gpt-4.1-mini")
    for text in texts:
        if not text:
            continue
        try:
            bill = client.create(response_model=Bill, messages=[{"role": "user", "content": text}])
        except Exception as error:
            print(f"{error}")
        else:
            match bill.lines:
                case []:
                    print("nothing")
                case _:
                    print(bill)


run(texts=["Two loaves, 3 euros each", "One cake for 9.50"])
