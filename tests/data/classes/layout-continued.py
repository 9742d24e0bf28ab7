from pydantic import (  # comment
    BaseModel,
    Field,
)


class Continued(
    BaseModel,
):
    # before
    a: int = \
        3
    b: str = Field(  # inside
        default="a"
        "b",  # after
        description='''three
lines "here"
end''',
    ); c: int = 1


    d: list[  # comment
        int
    ] = [
        1,
        2,
    ]
    pass
