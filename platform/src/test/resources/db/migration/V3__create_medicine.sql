-- A product called POISON is applied once it is cured; one that is worse fails for another reason.
create table medicine (
    product_id uuid primary key,
    cured boolean not null
);
