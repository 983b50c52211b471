create sequence customer_number;

create table customer (
    id uuid primary key,
    version int not null,
    number text not null unique,
    status text not null,
    name text not null,
    uscc text,
    country text not null,
    tax_id text,
    region text,
    city text,
    address text,
    postal_code text,
    industry text,
    business_scope text,
    tier text,
    remark text,
    owner_no text not null,
    department_id uuid,
    business_date date not null,
    import_batch text,
    external_system text,
    external_id text,
    created_by text not null,
    created_at timestamptz not null,
    changed_by text not null,
    changed_at timestamptz not null,
    constraint customer__duplicate_uscc unique (uscc),
    constraint customer__duplicate_external_ref unique (external_system, external_id)
);
create index customer_owner on customer (owner_no, id);
create index customer_department on customer (department_id, id);

-- Phones are not unique: colleagues share a switchboard.
create table customer_contact (
    customer_id uuid not null references customer (id),
    place int not null,
    name text not null,
    title text,
    phone text,
    phone_e164 text,
    email text,
    primary_contact boolean not null,
    primary key (customer_id, place)
);
