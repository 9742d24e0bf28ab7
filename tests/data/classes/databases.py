from pydantic import AmqpDsn, BaseModel, KafkaDsn, MongoDsn, MySQLDsn, PostgresDsn, RedisDsn


class Databases(BaseModel):
    main: PostgresDsn
    cache: RedisDsn | None = None
    documents: MongoDsn
    queue: AmqpDsn
    stream: KafkaDsn
    old: MySQLDsn
