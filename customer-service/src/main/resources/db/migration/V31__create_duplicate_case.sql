create table duplicate_case (
    id uuid primary key,
    version int not null,
    first_id uuid not null references customer (id),
    second_id uuid not null references customer (id),
    status text not null,
    score int not null,
    reasons jsonb not null,
    vanished_id uuid,
    survivor_id uuid,
    -- What both were, with phones; emptied when it cannot be given back any more.
    kept jsonb,
    judgement text,
    judged_by text,
    judged_at timestamptz,
    created_by text not null,
    created_at timestamptz not null,
    changed_by text not null,
    changed_at timestamptz not null,
    check (first_id < second_id),
    constraint duplicate_case__concurrent_change unique (first_id, second_id)
);
create index duplicate_case_second on duplicate_case (second_id);
create index duplicate_case_status on duplicate_case (status, id);
