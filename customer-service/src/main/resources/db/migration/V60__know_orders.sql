-- Replica of orders-service's facts, kept by its events.
create table known_order (
    id uuid primary key,
    customer_id uuid not null,
    number text not null,
    stage text not null,
    net numeric not null,
    currency text not null,
    confirmed_on date,
    lines jsonb not null,
    told_at timestamptz not null
);
create index known_order_customer on known_order (customer_id, id);
