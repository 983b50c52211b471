create sequence anomaly_number;

create table anomaly (
    id uuid primary key,
    version int not null,
    number text not null unique,
    status text not null,
    customer_id uuid not null references customer (id),
    customer_name text not null,
    kind text not null,
    severity text not null,
    what text not null,
    since date,
    source text,
    business_date date not null,
    import_batch text,
    reported_by text not null,
    reported_at timestamptz not null,
    supervisor_no text not null,
    seen_by text,
    seen_at timestamptz,
    measures text,
    handled_by text,
    handled_at timestamptz
);
create index anomaly_customer on anomaly (customer_id, id);
create index anomaly_reporter on anomaly (reported_by, id);
create index anomaly_supervisor on anomaly (supervisor_no, id);
