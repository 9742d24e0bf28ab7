tuple[int, str]
