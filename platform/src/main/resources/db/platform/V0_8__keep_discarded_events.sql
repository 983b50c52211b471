-- What an administrator gave up: the parked event as it was, and who gave it up, when and why. Never deleted.
create table discarded_event (
    consumer text not null,
    aggregate_id uuid not null,
    version bigint not null,
    type text not null,
    headers json not null,
    payload bytea not null,
    cause text not null,
    parked_at timestamptz not null,
    discarded_at timestamptz not null default now(),
    discarded_by text not null,
    reason text not null,
    primary key (consumer, aggregate_id, version)
);
