create sequence survey_number;

create table survey (
    id uuid primary key,
    version int not null,
    number text not null unique,
    kind text not null,
    status text not null,
    customer_id uuid not null references customer (id),
    customer_name text not null,
    cause text not null,
    order_id uuid,
    order_number text,
    note text,
    assignee_no text not null,
    department_id uuid,
    planned_for date not null,
    attempts jsonb not null,
    answer jsonb,
    score int check (score between 1 and 5),
    done_by text,
    done_at timestamptz,
    ticket_id uuid,
    cancel_reason text,
    business_date date not null,
    import_batch text,
    created_by text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
-- What is planned by itself is planned once at a time, also where two instances look at once.
create unique index survey__survey_planned on survey (customer_id, kind)
    where status = 'PLANNED' and cause <> 'MANUAL';
create index survey_customer on survey (customer_id, kind, planned_for);
create index survey_assignee on survey (assignee_no, id);
create index survey_department on survey (department_id, id);
create index survey_order on survey (order_id) where order_id is not null;
create index survey_due on survey (planned_for) where status = 'PLANNED';
