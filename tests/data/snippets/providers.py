import os

import cohere
import instructor
from anthropic import AsyncAnthropic
from google import genai
from mistralai import Mistral
from openai import AzureOpenAI, OpenAI
from pydantic import BaseModel


class Yes(BaseModel):
    yes: bool


ASK = [{"role": "user", "content": "Is it raining?"}]

local = instructor.from_openai(
    OpenAI(base_url="http://localhost:11434/v1", api_key="ollama"), mode=instructor.Mode.JSON
)
deep = instructor.from_openai(OpenAI(base_url="https://api.deepseek.com", api_key=os.environ["DEEPSEEK_API_KEY"]))
own = instructor.from_openai(OpenAI(base_url="https://models.example.com/v1", api_key="sk-not-a-real-key-1234"))
azure = instructor.from_openai(AzureOpenAI(azure_endpoint="https://x.openai.azure.com", api_version="2024-02-01"))
claude = instructor.from_anthropic(client=AsyncAnthropic())
gemini = instructor.from_genai(genai.Client(), model="models/gemini-2.5-flash", mode=instructor.Mode.GENAI_TOOLS)
command = instructor.from_cohere(cohere.ClientV2())
mistral = instructor.from_mistral(Mistral(api_key=os.environ.get("MISTRAL_API_KEY")), mode=instructor.Mode.MISTRAL_TOOLS)
google = instructor.from_provider("google/gemini-2.5-pro")
odd = instructor.from_provider("nowhere/model-1")

local.create(response_model=Yes, model="llama3.2", messages=ASK)
deep.create(response_model=Yes, model="deepseek-chat", messages=ASK)
own.create(response_model=Yes, model="m", messages=ASK)
azure.create(response_model=Yes, model="gpt-4o", messages=ASK)
claude.messages.create(response_model=Yes, model="claude-sonnet-4-5", messages=ASK)
gemini.chat.completions.create(response_model=Yes, messages=ASK)
command.chat.completions.create(response_model=Yes, model="command-a-03-2025", messages=ASK)
mistral.chat.completions.create(response_model=Yes, model="mistral-large-latest", messages=ASK)
google.create(response_model=Yes, messages=ASK)
odd.create(response_model=Yes, messages=ASK)
