create table hand_over (
    id uuid primary key,
    version int not null,
    kind text not null,
    subject_type text not null,
    subject_id uuid not null,
    number text not null,
    chain jsonb not null,
    owner_no text,
    people text[] not null,
    departments uuid[] not null
);
create index hand_over_subject on hand_over (subject_id, id);
create index hand_over_owner on hand_over (owner_no, id) where owner_no is not null;
create index hand_over_people on hand_over using gin (people);
create index hand_over_departments on hand_over using gin (departments);
-- An approval has one hand-over at a time.
create unique index hand_over_one_open on hand_over (subject_id) where owner_no is not null and kind = 'approval';
