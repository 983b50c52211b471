-- One for each customer, for all that was ever agreed: what is in force, and what was suggested last.
create table credit_profile (
    id uuid primary key,
    version int not null,
    customer_id uuid not null references customer (id),
    customer_number text not null,
    grade text,
    limit_amount numeric(18, 2),
    limit_currency text,
    term_days int,
    valid_from date,
    valid_to date,
    facts text,
    remark text,
    suggested_by text,
    approved_at timestamptz,
    suggestion jsonb,
    waiting boolean not null,
    frozen_by text,
    frozen_at timestamptz,
    frozen_reason text,
    expired_on date,
    created_by text not null,
    created_at timestamptz not null,
    changed_by text not null,
    changed_at timestamptz not null,
    constraint credit_profile__duplicate_credit_profile unique (customer_id)
);
create index credit_profile_valid_to on credit_profile (valid_to) where expired_on is null and frozen_at is null;
