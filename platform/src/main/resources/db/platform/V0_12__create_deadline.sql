create table deadline (
    id uuid primary key,
    version int not null,
    subject_type text not null,
    subject_id uuid not null,
    number text not null,
    owner_no text not null,
    department_id uuid,
    kind text not null,
    terms jsonb not null,
    started_at timestamptz not null,
    pauses jsonb not null,
    stopped_at timestamptz,
    due_at timestamptz,
    warned_at timestamptz,
    breached_at timestamptz,
    escalated_to text,
    taken int not null,
    next_at timestamptz,
    calendar_changes bigint not null
);
create unique index deadline_one_open on deadline (subject_type, subject_id, kind) where stopped_at is null;
create index deadline_next on deadline (next_at) where next_at is not null;
create index deadline_calendar on deadline (calendar_changes) where stopped_at is null;
create index deadline_owner on deadline (owner_no, id);

-- Deadlines are computed anew when this has changed.
create table org_calendar_change (
    only_row boolean primary key default true check (only_row),
    changes bigint not null
);
insert into org_calendar_change (changes) values (0);
