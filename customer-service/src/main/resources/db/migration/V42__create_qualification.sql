create table qualification (
    id uuid primary key,
    version int not null,
    customer_id uuid not null references customer (id),
    customer_number text not null,
    kind text not null,
    document_no text not null,
    valid_until date,
    attachment_id uuid not null references attachment (id),
    replaces uuid references qualification (id),
    status text not null,
    reviewed_by text,
    reviewed_at timestamptz,
    review_words text,
    created_by text not null,
    created_at timestamptz not null,
    changed_by text not null,
    changed_at timestamptz not null
);
create index qualification_customer on qualification (customer_id, id);
create index qualification_valid_until on qualification (valid_until) where status = 'ACCEPTED';
