-- Up to which position of a producer's log each consumer has all: consumed, or waiting with a cause.
create table followed_log (
    consumer text not null,
    producer text not null,
    position bigint not null,
    primary key (consumer, producer)
);
