-- One row per aggregate: the last event version given. Its row lock serialises the writers of the aggregate.
create table event_stream (
    aggregate_id uuid primary key,
    last bigint not null
);

-- What a transaction has to say, until the relay has moved it. Cache 1: two instances must not reorder blocks.
create table outbox (
    seq bigint generated always as identity (cache 1) primary key,
    id uuid not null,
    aggregatetype text not null,
    aggregateid uuid not null,
    aggregateversion bigint not null,
    type text not null,
    occurred_at timestamptz not null,
    business_date date not null,
    actor text not null,
    correlation_id text not null,
    causation_id text,
    import_batch text,
    traceparent text,
    payload json not null
);

-- Everything ever said, gapless by position. Column names follow Debezium's event router, so that it can tail this
-- table instead of our relay. aggregatetype is the topic.
create table event_log (
    position bigint primary key,
    id uuid not null unique,
    aggregatetype text not null,
    aggregateid uuid not null,
    aggregateversion bigint not null,
    type text not null,
    occurred_at timestamptz not null,
    business_date date not null,
    actor text not null,
    correlation_id text not null,
    causation_id text,
    import_batch text,
    traceparent text,
    payload json not null,
    unique (aggregateid, aggregateversion)
);

-- Who relays, until when; how far the log is filled and sent. One row.
create table relay (
    one boolean primary key default true check (one),
    owner text,
    epoch bigint not null default 0,
    expires_at timestamptz not null default '-infinity',
    position bigint not null default 0,
    sent_position bigint not null default 0
);
insert into relay default values;
