from pydantic import BaseModel


class Nothing(BaseModel):
    """Has no fields."""
