create table note (
    id uuid primary key,
    version int not null,
    number text not null,
    title text not null,
    amount numeric(12, 2),
    due_on date,
    changes int not null,
    owner_no text not null,
    department_id uuid,
    import_batch text,
    approval_id uuid,
    constraint note__duplicate_title unique (title)
);
create sequence note_number;
