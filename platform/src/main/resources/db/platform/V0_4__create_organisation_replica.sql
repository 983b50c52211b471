create table org_employee (
    employee_no text primary key,
    employee_id uuid not null,
    name text not null,
    kind text not null,
    department_id uuid,
    manager_no text,
    left_on date,
    roles jsonb not null
);
create index org_employee_manager on org_employee (manager_no);

create table org_department (
    department_id uuid not null,
    valid_from date not null,
    code text not null,
    name text not null,
    parent_id uuid,
    head_no text,
    primary key (department_id, valid_from)
);

-- Days that differ from the weekday rule, or repeat it explicitly, per published year.
create table org_calendar_day (
    date date primary key,
    year int not null,
    type text not null,
    name text
);
create index org_calendar_day_year on org_calendar_day (year);
