-- Whose turn it is to audit: a row, not a transaction that would stand still meanwhile. It lapses when its owner is gone.
create table audit_turn (
    only_row boolean primary key default true check (only_row),
    owner text,
    until timestamptz not null default '-infinity'
);
insert into audit_turn default values;
