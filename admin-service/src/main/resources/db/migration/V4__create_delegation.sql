create table delegation (
    id uuid primary key,
    version int not null,
    principal_no text not null,
    department_id uuid,
    deputy_no text not null,
    valid_from date not null,
    valid_to date not null,
    created_by text not null,
    created_at timestamptz not null,
    ended_by text,
    ended_at timestamptz
);
create index delegation_principal on delegation (principal_no, id);
create index delegation_deputy on delegation (deputy_no, id);
