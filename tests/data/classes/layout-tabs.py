from pydantic import BaseModel


class Tabs(BaseModel):
	a: int

	b: str = """keeps
	tabs"""
