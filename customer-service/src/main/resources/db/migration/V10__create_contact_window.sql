create table contact_window (
    id uuid primary key,
    version int not null,
    department_id uuid not null,
    type text,
    employee_no text not null,
    deputy_no text,
    open boolean not null,
    changed_by text not null,
    changed_at timestamptz not null
);
create unique index contact_window__window_exists on contact_window (department_id, type) nulls not distinct where open;
