create table work_calendar (
    id uuid primary key,
    version int not null,
    for_year int not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    constraint work_calendar__concurrent_change unique (for_year)
);

create table work_calendar_version (
    id uuid primary key,
    calendar_id uuid not null references work_calendar (id),
    number int not null,
    source text not null,
    content jsonb not null,
    published_by text not null,
    published_at timestamptz not null,
    constraint work_calendar_version__concurrent_change unique (calendar_id, number)
);
