-- The last event version of each aggregate that a consumer has dealt with, ignored types included.
create table consumed_version (
    consumer text not null,
    aggregate_id uuid not null,
    version bigint not null,
    primary key (consumer, aggregate_id)
);

-- An aggregate's event that could not be applied, with its cause, and the later ones that queue behind it.
create table parked_event (
    consumer text not null,
    aggregate_id uuid not null,
    version bigint not null,
    type text not null,
    headers json not null,
    payload bytea not null,
    cause text not null,
    parked_at timestamptz not null default now(),
    primary key (consumer, aggregate_id, version)
);
