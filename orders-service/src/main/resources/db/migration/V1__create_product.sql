create table product (
    id uuid primary key,
    version int not null,
    sku text not null,
    name text not null,
    category text not null,
    spec text,
    unit text not null,
    tax_rate numeric(5, 4) not null,
    lead_time_days int not null,
    supply_mode text not null,
    list_price numeric(20, 6),
    list_price_currency text,
    active boolean not null,
    external_system text,
    external_id text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    constraint product__duplicate_sku unique (sku),
    constraint product__duplicate_external_ref unique (external_system, external_id)
);
create index product_category on product (category);
