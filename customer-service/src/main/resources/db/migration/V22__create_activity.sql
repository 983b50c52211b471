create sequence activity_number;

create table activity (
    id uuid primary key,
    version int not null,
    number text not null unique,
    status text not null,
    kind text not null,
    customer_id uuid references customer (id),
    lead_id uuid references lead (id),
    about_number text not null,
    about_name text not null,
    employee_no text not null,
    department_id uuid,
    day date not null,
    purpose text,
    begins_at timestamptz,
    ends_at timestamptz,
    place text,
    attendees text,
    overlapping boolean not null,
    follow_up_of uuid references activity (id),
    outcome text,
    minutes int,
    content text,
    objection text,
    need text,
    next_step_date date,
    next_step_what text,
    new_customer boolean,
    reason text,
    logged_by text,
    logged_at timestamptz,
    business_date date not null,
    import_batch text,
    created_by text not null,
    created_at timestamptz not null,
    changed_by text not null,
    changed_at timestamptz not null,
    constraint activity_about_one check ((customer_id is null) <> (lead_id is null))
);
create index activity_customer on activity (customer_id, day) where customer_id is not null;
create index activity_lead on activity (lead_id, day) where lead_id is not null;
create index activity_employee on activity (employee_no, day);
create index activity_department on activity (department_id, id);
create index activity_appointment on activity (employee_no, begins_at) where status = 'PLANNED' and begins_at is not null;
