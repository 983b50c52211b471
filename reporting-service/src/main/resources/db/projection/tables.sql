-- The tables of a projection, in the schema that comes first in the search path. Without what an empty table would only
-- be slowed down by: see indexes.sql. The migrations have made the same in the schema kpi.

-- By how much one event changed what one line contributes to one measure for one person. Rows are only ever added.
create table kpi_fact (
    event_id uuid not null,
    number int not null,
    measure text not null,
    day date not null,
    value numeric not null,
    currency text not null,
    order_id uuid not null,
    line_id uuid not null,
    product text not null,
    category text not null,
    customer text not null,
    country text not null,
    region text not null,
    salesperson text not null,
    department text not null,
    position bigint not null,
    entry bigint not null
);

-- What a fact's event says beside figures.
create table journal_event (
    event_id uuid not null,
    type text not null,
    actor text,
    correlation_id text,
    import_batch text,
    order_number text not null,
    event_time timestamptz not null
);

-- The last entry: once a number is to be seen, so are all facts of it and of every number before.
create table journal (
    only_row boolean primary key default true check (only_row),
    entries bigint not null
);

-- Sums of facts for the declared dimension sets; '-' where a set has no second (or first) key, or no currency.
create table kpi_cell (
    measure text not null,
    dimension_set text not null,
    day date not null,
    key1 text not null,
    key2 text not null,
    currency text not null,
    value numeric not null
) with (fillfactor = 80);

-- What was applied last for an order, as JSON that only we read: the next event's facts are the difference to it. Kept
-- as it is where it fits into a block: it is written anew with every event, and packing it is dearer than the space.
create table order_state (
    order_id uuid primary key,
    state text not null
) with (toast_tuple_target = 8160);

-- The latest name of a dimension's key. Figures never depend on it.
create table label (
    dimension text not null,
    key text not null,
    label text not null,
    as_of timestamptz not null,
    primary key (dimension, key)
);

-- The next offset to take, advanced in the transaction of the projection and only by the one who knows its value.
create table intake_offset (
    topic text not null,
    partition int not null,
    next bigint not null,
    -- What lies before came out of the producer's log, or was never there.
    first bigint not null default 0,
    primary key (topic, partition)
);

-- How far the producer's log is read where the topic does not have everything; round 0 was never begun.
create table feed_reading (
    only_row boolean primary key default true check (only_row),
    round bigint not null default 0,
    position bigint not null default 0,
    done boolean not null default true
);
insert into feed_reading default values;

-- The last version of each aggregate that is in the figures, ignored types included.
create table applied_version (
    aggregate_id uuid primary key,
    version bigint not null
);

-- An event that could not be applied, with its cause, and the later ones of its aggregate.
create table waiting_event (
    aggregate_id uuid not null,
    version bigint not null,
    type text not null,
    headers json not null,
    payload bytea not null,
    cause text not null,
    parked_at timestamptz not null default now(),
    primary key (aggregate_id, version)
);

-- How many events are in the figures and the sum of their positions, by the hour (UTC) of their time; and what the ids come
-- to (EventIds), of how many of them.
create table applied_hour (
    hour timestamptz primary key,
    events bigint not null,
    positions numeric not null,
    identified bigint not null default 0,
    ids bigint not null default 0
);

-- How this projection came about, and who is building it: an owner until some time, and an epoch that each of its
-- writes checks.
create table projection (
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
