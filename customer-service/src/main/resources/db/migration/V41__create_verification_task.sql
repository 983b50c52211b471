create table verification_task (
    id uuid primary key,
    version int not null,
    customer_id uuid not null references customer (id),
    customer_number text not null,
    owner_no text not null,
    department_id uuid,
    status text not null,
    opened_on date not null,
    answered_by text,
    word_of text,
    words text,
    answered_at timestamptz,
    fields jsonb,
    created_by text not null,
    created_at timestamptz not null,
    changed_by text not null,
    changed_at timestamptz not null
);
-- Nobody is asked the same twice at once.
create unique index verification_task__verification_open on verification_task (customer_id) where status = 'OPEN';
create index verification_task_customer on verification_task (customer_id, id);
create index verification_task_open on verification_task (owner_no) where status = 'OPEN';

-- When somebody has last said that a customer's file is right, or put it right.
create table customer_accuracy (
    customer_id uuid primary key references customer (id),
    verified_on date not null
);
