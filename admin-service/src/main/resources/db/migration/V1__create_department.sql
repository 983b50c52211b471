create table department (
    id uuid primary key,
    version int not null,
    code text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    constraint department__duplicate_code unique (code)
);

create table department_version (
    department_id uuid not null references department (id),
    valid_from date not null,
    name text not null,
    parent_id uuid references department (id),
    head_no text,
    primary key (department_id, valid_from)
);
create index department_version_parent on department_version (parent_id);
create index department_version_head on department_version (head_no);
