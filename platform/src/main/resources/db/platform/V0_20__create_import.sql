create table import_batch (
    id uuid primary key,
    version int not null,
    kind text not null,
    source text not null,
    file_name text not null,
    sha256 text not null,
    size bigint not null,
    status text not null,
    -- For whom it is done: the caller of the last command, with his rights of then.
    actor jsonb not null,
    rows_in_file int,
    tally jsonb not null,
    reading jsonb,
    problem jsonb,
    last_event jsonb,
    created_by text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    runner uuid,
    runner_until timestamptz
);
create index import_batch_creator on import_batch (created_by, id);
create index import_batch_open on import_batch (id) where status in ('UPLOADED', 'COMMITTING');

-- What is wrong with the rows of a file, in the codes of problems; their sentences are made for who reads them.
create table import_error (
    batch_id uuid not null references import_batch (id),
    line bigint not null,
    no int not null,
    record_key text,
    column_key text,
    code text not null,
    arguments jsonb not null,
    primary key (batch_id, line, no)
);
