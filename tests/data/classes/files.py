from pathlib import Path

from pydantic import BaseModel, ByteSize, DirectoryPath, FilePath, NewPath


class Files(BaseModel):
    any: Path
    file: FilePath
    folder: DirectoryPath
    new: NewPath
    size: ByteSize
    all: list[Path]
