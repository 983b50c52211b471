-- Of persons for whom another rate than the default was set.
create table verification_rate (
    id uuid primary key,
    version int not null,
    entity text not null,
    enterer_no text not null,
    department_id uuid,
    percent numeric(5, 2) not null check (percent between 0 and 100),
    set_by text not null,
    set_at timestamptz not null,
    constraint verification_rate__concurrent_change unique (entity, enterer_no)
);

-- What is drawn follows from it: never changed, and shown to nobody.
create table verification_secret (
    only_row boolean primary key default true check (only_row),
    secret bytea not null
);
insert into verification_secret (secret)
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
