import textwrap
from datetime import date

import instructor
from openai import OpenAI
from pydantic import BaseModel

MODEL = "gpt-4o"
RULES = ["Be brief.", "Be polite."]
SYSTEM = "You answer letters. " + " ".join(RULES)
LIMITS = {"max_tokens": 1_000, "temperature": 2e-1}


class Reply(BaseModel):
    subject: str
    body: str


class Settings:
    language = "Welsh"


class Office:
    def __init__(self):
        self.client = instructor.from_openai(OpenAI(), mode=instructor.Mode.TOOLS_STRICT)
        self.model = MODEL

    def answer(self, letter, *, sender="a customer"):
        messages = [{"role": "developer", "content": SYSTEM}]
        messages.append({"role": "user", "content": "Hello {0}, {name}".format("you", name=sender)})
        messages += [dict(role="assistant", content="What is it?")]
        prompt = textwrap.dedent(
            f"""
            Answer this letter from {sender.title()} in {Settings.language}:
              {letter}
            {{braces}} stay, 100 % of them.
            """
        )
        return self.client.chat.completions.create(
            model=self.model,
            response_model=Reply,
            messages=[*messages, {"role": "user", "content": prompt},
                      {"role": "user", "content": "%s of %d%%" % (letter, 3)},
                      {"role": "user", "content": [{"type": "text", "text": "Today is"},
                                                   f"{date.today():%d %B} \u2022"]}],
            top_p=0.5,
            extra_body={"service_tier": "flex"},
            seed=7,
            **LIMITS,
        )


office = Office()
office.answer('He said "no"')
