-- Where the paper file of a customer stands; what of it is here as files is in table attachment.
create table paper_file (
    id uuid primary key,
    version int not null,
    customer_id uuid not null references customer (id),
    customer_number text not null,
    location text not null,
    remark text,
    created_by text not null,
    created_at timestamptz not null,
    changed_by text not null,
    changed_at timestamptz not null,
    constraint paper_file__duplicate_paper_file unique (customer_id)
);
