-- The rows that are done are spans now; until here they were one from the beginning.
update import_batch set tally = (tally - 'rows') || jsonb_build_object('done', jsonb_build_object('spans',
    case when (tally ->> 'rows')::int = 0 then '[]'::jsonb
    else jsonb_build_array(jsonb_build_object('from', 0, 'to', tally -> 'rows')) end));
