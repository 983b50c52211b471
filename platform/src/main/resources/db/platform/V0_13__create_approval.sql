create table approval (
    id uuid primary key,
    version int not null,
    kind text not null,
    subject_type text not null,
    subject_id uuid not null,
    number text not null,
    requester_no text not null,
    department_id uuid,
    content text not null,
    content_hash text not null,
    headline text not null,
    status text not null,
    flow jsonb not null,
    progress jsonb not null,
    asked text[] not null,
    involved text[] not null,
    decided text[] not null,
    own text[] not null,
    copied text[] not null,
    submitted_at timestamptz not null,
    urged_at timestamptz,
    completed_at timestamptz
);
create index approval_subject on approval (subject_id, kind, id);
create index approval_requester on approval (requester_no, id);
create index approval_asked on approval using gin (asked);
create index approval_involved on approval using gin (involved);
create index approval_decided on approval using gin (decided);
create index approval_copied on approval using gin (copied);

-- Several people may be asked at once, each by his own time.
drop index deadline_one_open;
create unique index deadline_one_open on deadline (subject_type, subject_id, kind, owner_no) where stopped_at is null;

-- Who stands in for whom (委托), both days included.
create table org_delegation (
    delegation_id uuid primary key,
    principal_no text not null,
    deputy_no text not null,
    valid_from date not null,
    valid_to date not null
);
create index org_delegation_deputy on org_delegation (deputy_no);
