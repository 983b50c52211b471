-- Replica of customer-service's facts, kept by its events.
create table known_customer (
    id uuid primary key,
    number text not null,
    name text not null,
    country text not null,
    region text,
    industry text,
    tier text,
    status text not null,
    owner_no text not null,
    department_id uuid
);
