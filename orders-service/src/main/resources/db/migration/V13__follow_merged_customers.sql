-- merged_into: the one it was merged into, null while it stands for itself. survivor_id: who stands for it, mostly itself.
alter table known_customer add merged_into uuid, add survivor_id uuid;
update known_customer set survivor_id = id;
alter table known_customer alter column survivor_id set not null;
create index known_customer_survivor on known_customer (survivor_id);
create index known_customer_merged_into on known_customer (merged_into) where merged_into is not null;
