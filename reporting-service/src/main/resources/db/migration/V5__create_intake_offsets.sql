-- The next offset to take, advanced in the transaction of the projection and only by the one who knows its value.
create table intake_offset (
    consumer text not null,
    topic text not null,
    partition int not null,
    next bigint not null,
    primary key (consumer, topic, partition)
);
