-- What federations send to the address that they share: all nodes count together.
create table connector_deliveries (
    connector_id     bigint        primary key references connectors on delete cascade,
    recent           timestamptz[] not null default '{}',  -- when those of the last minute came, genuine ones only
    taken            boolean       not null default false, -- whether the last one was
    refused_in_a_row integer       not null default 0,     -- not signed as they should be; a genuine one begins anew
    refused_at       timestamptz
);
alter table connector_deliveries enable row level security; -- the instance's: no organization sees it
