create sequence ticket_number;

create table ticket (
    id uuid primary key,
    version int not null,
    number text not null unique,
    status text not null,
    type text not null,
    priority text not null,
    channel text not null,
    subject text not null,
    description text not null,
    contact_name text,
    order_number text,
    product text,
    customer_id uuid references customer (id),
    customer_region text,
    customer_tier text,
    customer_department_id uuid,
    opened_by text not null,
    opened_department_id uuid,
    opened_at timestamptz not null,
    business_date date not null,
    import_batch text,
    external_system text,
    external_id text,
    legs jsonb not null,
    owner_no text,
    department_id uuid,
    people text[] not null,
    departments uuid[] not null,
    accepted_at timestamptz,
    procedure jsonb not null,
    closing jsonb not null,
    rounds jsonb not null,
    trace jsonb not null,
    papers jsonb not null,
    escalated_to text,
    closed_at timestamptz,
    changed_by text not null,
    changed_at timestamptz not null,
    constraint ticket__duplicate_external_ref unique (external_system, external_id)
);
create index ticket_customer on ticket (customer_id, id);
create index ticket_owner on ticket (owner_no, id) where closed_at is null;
create index ticket_department on ticket (department_id, id);
create index ticket_order on ticket (order_number, id) where order_number is not null;
create index ticket_people on ticket using gin (people);
create index ticket_departments on ticket using gin (departments);
