-- Each personal value that was shown plain. Rows are never changed; owner and department are the record's, as of then.
create table unmasking (
    id uuid primary key default uuidv7(),
    at timestamptz not null,
    employee_no text not null,
    subject_type text not null,
    subject_id uuid not null,
    subject_number text not null,
    owner_no text not null,
    department_id uuid,
    field text not null,
    request_id text not null
);
create index unmasking_subject on unmasking (subject_id, id);
create index unmasking_employee on unmasking (employee_no, id);
