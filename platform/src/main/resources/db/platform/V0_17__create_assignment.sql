create table work_task (
    id uuid primary key,
    version int not null,
    subject_type text not null,
    subject_id uuid not null,
    number text not null,
    kind text not null,
    terms jsonb not null,
    weight int not null,
    about text,
    need jsonb not null,
    state text not null,
    assignee_no text,
    department_id uuid,
    score int not null,
    reasons jsonb not null,
    turns jsonb not null,
    opened_at timestamptz not null,
    offered_at timestamptz not null,
    accepted_at timestamptz,
    closed_at timestamptz,
    done_by text,
    check ((state = 'UNASSIGNED') <= (assignee_no is null))
);
create unique index work_task_one_open on work_task (subject_type, subject_id, kind)
    where state in ('UNASSIGNED', 'OFFERED', 'ACCEPTED');
-- What somebody has to do, and when he was last asked.
create index work_task_load on work_task (assignee_no) include (weight) where state in ('OFFERED', 'ACCEPTED');
create index work_task_assignee on work_task (assignee_no, offered_at);
-- The last ones of a kind, and for a customer.
create index work_task_done on work_task (kind, id) include (done_by) where state = 'DONE';
create index work_task_about on work_task (about, id) include (done_by) where state = 'DONE';
-- Whose turn it is among those who are offered work at the same moment.
create sequence work_task_turn;
