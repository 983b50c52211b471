create table call_day (
    id uuid primary key,
    version int not null,
    employee_no text not null,
    department_id uuid,
    day date not null,
    calls int not null,
    new_calls int not null,
    missing_calls int not null,
    missing_new_calls int not null,
    remarks text,
    submitted_at timestamptz not null,
    acknowledged_by text,
    acknowledged_at timestamptz,
    comment text,
    constraint call_day__duplicate_call_sheet unique (employee_no, day)
);
create index call_day_department on call_day (department_id, day);
