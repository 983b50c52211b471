-- The answer to a command, kept so that a repeated request gets it again. Written in the command's transaction.
create table idempotency_key (
    caller text not null,
    route text not null,
    key text not null,
    request_hash text not null,
    status int not null,
    etag text,
    event_version bigint,
    location text,
    body text,
    created_at timestamptz not null,
    constraint idempotency_key__in_progress primary key (caller, route, key)
);
create index idempotency_key_age on idempotency_key (created_at);
