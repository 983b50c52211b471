-- What was told in an hour. The log grows in the order of time, so that ranges of blocks are index enough: next to
-- nothing to write for the relay.
create index event_log_occurred_at on event_log using brin (occurred_at) with (pages_per_range = 16, autosummarize);
