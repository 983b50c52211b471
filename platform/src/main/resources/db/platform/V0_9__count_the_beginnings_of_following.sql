-- Counts how often a log was begun anew: a sweep that is on its way then must not go on from where it was.
alter table followed_log add column round bigint not null default 0;
