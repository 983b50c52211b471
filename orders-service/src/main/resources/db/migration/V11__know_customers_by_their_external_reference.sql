alter table known_customer add column external_system text, add column external_id text;
create index known_customer_number on known_customer (number);
create index known_customer_external on known_customer (external_system, external_id);
