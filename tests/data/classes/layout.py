# A comment at the top
from pydantic import (  # in an import
    BaseModel,
    Field,  # trailing
)
from typing import \
    Optional


# Before a class
class   Spread ( BaseModel , ) :   # after a colon

    a : int=Field( ge = 0 ,
      le=5,        # the upper bound
    )


      # a comment with odd indentation
    b:str="x" ; c:int=2
    d: Optional[
        str
    ] = (
        None
    )

    e: list[int
] = [
1, 2,
    3,
]
	# a comment after a tab
    f: int = \
        4
