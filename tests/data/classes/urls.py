from pydantic import AnyHttpUrl, AnyUrl, AnyWebsocketUrl, BaseModel, FileUrl, FtpUrl, HttpUrl, WebsocketUrl


class Links(BaseModel):
    home: HttpUrl
    any: AnyUrl
    web: AnyHttpUrl
    file: FileUrl
    ftp: FtpUrl
    socket: WebsocketUrl
    sockets: list[AnyWebsocketUrl] = []
