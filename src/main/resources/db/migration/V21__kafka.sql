-- What of resource_changes went out to Kafka and was acknowledged there.
create table change_streams (
    name     text        primary key,
    position bigint      not null,                          -- resource_changes.id up to which all went out
    moved_at timestamptz not null
);
-- Nobody but the login role sees it.
alter table change_streams enable row level security;
