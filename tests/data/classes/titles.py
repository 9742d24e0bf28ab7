from pydantic import BaseModel


class Titles(BaseModel):
    simple: int
    two_words: int
    camelCase: int
    HTTPServer: int
    x1_y2: int
    trailing_: int
    double__bar: int
    with2numbers3inside: int
    größe: int
    名前: str
