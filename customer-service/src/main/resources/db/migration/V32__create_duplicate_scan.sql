create table duplicate_scan (
    id uuid primary key,
    version int not null default 0,
    status text not null,
    phase text,
    place_customer uuid,
    place_key bigint,
    customers_in_file bigint,
    customers bigint not null default 0,
    pairs bigint not null default 0,
    opened bigint not null default 0,
    asked_by text not null,
    asked_at timestamptz not null,
    -- The day of whose night it is; null for one that somebody has asked for.
    night date unique,
    epoch int not null default 0,
    lease_until timestamptz,
    ended_at timestamptz,
    failure text
);
create unique index duplicate_scan__scan_running on duplicate_scan ((true)) where status in ('QUEUED', 'RUNNING');

-- By what customers are found, while a scan is at work.
create table duplicate_key (
    key bigint not null,
    customer_id uuid not null,
    primary key (key, customer_id)
);
