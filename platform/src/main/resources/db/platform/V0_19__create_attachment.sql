-- The papers of records: which, for what, by whom, and whether one was taken away again. The content lies in the store of
-- files under its hash, and stays there as long as a row here that was not removed has it.
create table attachment (
    id uuid primary key,
    version int not null,
    record_type text not null,
    record_id uuid not null,
    record_number text not null,
    purpose text not null,
    name text not null,
    media_type text not null,
    sha256 text not null,
    size bigint not null,
    added_by text not null,
    added_at timestamptz not null,
    removed_by text,
    removed_at timestamptz,
    removal_reason text
);
create index attachment_record on attachment (record_id, id);
create index attachment_content on attachment (sha256) where removed_at is null;
-- The same content is one paper of a record and purpose.
create unique index attachment__concurrent_change on attachment (record_id, purpose, sha256) where removed_at is null;
