-- Who changed an aggregate how, one row for each of its versions that a command made. Inserted and never changed, but for
-- personal values that are erased out of "changes", which is read by nobody but us.
create table history_entry (
    aggregate_type text not null,
    aggregate_id uuid not null,
    no int not null,
    at timestamptz not null,
    business_date date not null,
    actor text not null,
    roles text not null,
    command text not null,
    reason text,
    request_id text not null,
    causation_id text,
    version int not null,
    changes text not null,
    content_hash bytea not null,
    chain_hash bytea not null,
    constraint history_entry__concurrent_change primary key (aggregate_id, no)
);
alter table history_entry set (toast_tuple_target = 8160);

-- The same chain without its content: what there has to be, and which seal it is under (null until the next one).
create table history_link (
    aggregate_id uuid not null,
    no int not null,
    chain_hash bytea not null,
    seal_no bigint,
    constraint history_link__concurrent_change primary key (aggregate_id, no)
);
create index history_link_seal on history_link (seal_no);

-- What was sealed together, chained in its turn; its heads are told on the service's topic.
create table history_seal (
    no bigint primary key,
    at timestamptz not null,
    entries int not null,
    head bytea not null
);
