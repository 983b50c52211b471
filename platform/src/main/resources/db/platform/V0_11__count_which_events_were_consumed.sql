-- What the ids of the events come to (EventIds), and of how many events: an instance of the version before does not know
-- of it, and adds to the number of events only.
alter table consumed_hour add column identified bigint not null default 0, add column ids bigint not null default 0;

-- An event that was forgotten can come again, and be given up again.
alter table discarded_event drop constraint discarded_event_pkey,
    add column nr bigint generated always as identity primary key;
