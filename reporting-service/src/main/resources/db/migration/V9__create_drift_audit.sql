-- What each comparison of kept sums with their facts has found; the first of those that differ as JSON.
create table drift_audit (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    whole boolean not null,
    cells bigint not null,
    drifting bigint not null,
    first json not null
);
