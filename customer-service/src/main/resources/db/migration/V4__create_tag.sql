create table tag (
    id uuid primary key,
    version int not null,
    code text not null,
    kind text not null,
    zh text not null,
    en text not null,
    active boolean not null,
    constraint tag__duplicate_tag unique (code)
);

alter table customer add column tags text[] not null default '{}';
create index customer_tags on customer using gin (tags);
