-- Who took which data out of the house: asked for, made by one instance at a time, kept as long as the file is worth it.
-- The rows stay: they are the audit of exports.
create table data_export (
    id uuid primary key,
    version int not null,
    kind text not null,
    format text not null,
    language text,
    asked jsonb not null,
    asker jsonb not null,
    owner_no text not null,
    department_id uuid,
    asked_at timestamptz not null,
    request_id text not null,
    status text not null,
    total bigint not null,
    rows bigint not null default 0,
    file_name text not null,
    size bigint,
    sha256 text,
    ended_at timestamptz,
    expires_at timestamptz,
    failure text,
    -- Whose making counts, and until when, by the database's clock: an older epoch changes nothing any more.
    lease_epoch int not null,
    lease_until timestamptz not null default now() + interval '30 seconds',
    check ((status = 'READY') <= (sha256 is not null and expires_at is not null))
);
create index data_export_owner on data_export (owner_no, id);
create index data_export_department on data_export (department_id, id);
create index data_export_open on data_export (id) where status in ('QUEUED', 'RUNNING');
create index data_export_ready on data_export (expires_at) where status = 'READY';
create index data_export_file on data_export (sha256) where status = 'READY';

-- Each time a file was fetched. Rows are never changed.
create table data_export_download (
    id uuid primary key default uuidv7(),
    export_id uuid not null references data_export (id),
    at timestamptz not null,
    employee_no text not null,
    request_id text not null
);
create index data_export_download_export on data_export_download (export_id, id);
