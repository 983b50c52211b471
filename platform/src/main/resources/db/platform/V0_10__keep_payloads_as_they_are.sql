-- Text rather than json: its length is known without unpacking it, which is what a page of the log goes by. We write it
-- ourselves, and nobody looks into it here.
alter table outbox alter column payload type text;
alter table event_log alter column payload type text;
-- Rows that fit into a block are kept as they are, not packed when written and unpacked when sent (decision 15).
alter table outbox set (toast_tuple_target = 8160);
alter table event_log set (toast_tuple_target = 8160);
