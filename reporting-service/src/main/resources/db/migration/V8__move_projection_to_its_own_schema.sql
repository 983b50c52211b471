-- The projection lives in a schema of its own, so that another can be built beside it and take its place by taking its
-- name. db/projection makes such a schema from nothing; what changes the tables changes both.
create schema kpi;
alter table kpi_fact set schema kpi;
alter table journal_event set schema kpi;
alter table journal set schema kpi;
alter table kpi_cell set schema kpi;
alter table order_state set schema kpi;
alter table label set schema kpi;
alter table intake_offset set schema kpi;

alter table kpi.intake_offset drop column consumer;
alter table kpi.intake_offset add primary key (topic, partition);

-- The last version of each aggregate that is in the figures, ignored types included.
create table kpi.applied_version (
    aggregate_id uuid primary key,
    version bigint not null
);
insert into kpi.applied_version select aggregate_id, version from consumed_version where consumer = 'kpi';
delete from consumed_version where consumer = 'kpi';

-- An event that could not be applied, with its cause, and the later ones of its aggregate.
create table kpi.waiting_event (
    aggregate_id uuid not null,
    version bigint not null,
    type text not null,
    headers json not null,
    payload bytea not null,
    cause text not null,
    parked_at timestamptz not null default now(),
    primary key (aggregate_id, version)
);
insert into kpi.waiting_event
select aggregate_id, version, type, headers, payload, cause, parked_at from parked_event where consumer = 'kpi';
delete from parked_event where consumer = 'kpi';

-- How many events are in the figures, and the sum of their positions, by the hour (UTC) of their time.
create table kpi.applied_hour (
    hour timestamptz primary key,
    events bigint not null,
    positions numeric not null
);

-- How this projection came about, and who is building it: an owner until some time, and an epoch that each of its
-- writes checks.
create table kpi.projection (
    only_row boolean primary key default true check (only_row),
    source text not null,
    started_by text not null,
    started_at timestamptz not null default now(),
    state text not null default 'BUILDING',
    ready_at timestamptz,
    events bigint not null default 0,
    built bigint,
    own_entry bigint not null default 0,
    fault text,
    owner text,
    epoch bigint not null default 0,
    expires_at timestamptz not null default '-infinity'
);
insert into kpi.projection (source, started_by, state, ready_at) values ('topic', 'intake', 'READY', now());
