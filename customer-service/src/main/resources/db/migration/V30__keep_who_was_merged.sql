-- The core of the name as io.neiqin.customer.similarity.CompanyName makes it; null until a scan has passed, of customers of
-- before. merged_into: the one it was merged into; survivor_id: who stands for it now.
alter table customer
    add name_core text collate "C",
    add merged_into uuid references customer (id),
    add survivor_id uuid references customer (id);

create index customer_name_core on customer (name_core);
create index customer_tax_id on customer (upper(regexp_replace(tax_id, '[^[:alnum:]]+', '', 'g'))) where tax_id is not null;
create index customer_merged_into on customer (merged_into) where merged_into is not null;
create index customer_survivor on customer (survivor_id) where survivor_id is not null;

-- Who has vanished keeps his code, and the survivor may take it over.
alter table customer drop constraint customer__duplicate_uscc;
create unique index customer__duplicate_uscc on customer (uscc) where merged_into is null;
