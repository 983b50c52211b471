-- The latest name of a dimension's key. Figures never depend on it.
create table label (
    dimension text not null,
    key text not null,
    label text not null,
    as_of timestamptz not null,
    primary key (dimension, key)
);
