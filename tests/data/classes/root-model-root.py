from pydantic import RootModel


class Words(RootModel[list[str]]):
    """Some words."""
