-- What a piece took whoever did it, from when he said yes (or it was offered) to its end, in whole minutes; of what
-- another has done, nothing. Found with the last ones of a kind.
alter table work_task add column minutes int generated always as (
    case when state = 'DONE' and done_by = assignee_no
        then least(greatest(ceil(extract(epoch from closed_at - coalesce(accepted_at, offered_at)) / 60), 1), 1000000)::int
    end) stored;
drop index work_task_done;
create index work_task_done on work_task (kind, id) include (done_by, minutes) where state = 'DONE';
