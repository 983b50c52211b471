create sequence plan_number;

create table sales_plan (
    id uuid primary key,
    version int not null,
    number text not null unique,
    kind text not null,
    status text not null,
    owner_no text not null,
    department_id uuid,
    period text not null,
    first_day date not null,
    last_day date not null,
    region text,
    segment text,
    goals jsonb not null,
    targets jsonb not null,
    measures text,
    issues text,
    submitted_at timestamptz,
    decided_by text,
    decided_at timestamptz,
    return_reason text,
    report jsonb,
    closed_at timestamptz,
    business_date date not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
create index sales_plan_owner on sales_plan (owner_no, id);
create index sales_plan_department on sales_plan (department_id, id);
