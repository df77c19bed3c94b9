-- What tells no status, as an export of members does, has none: who lapsed is not active for being in an old file.
alter table record_links
    alter column active drop not null; -- null: its type tells none
-- all are compared anew, by which it is known which of them do
update record_links set declaration = '';

-- What is old of these goes daily; their rows lie in the order of time.
create index local_changes_at on local_changes using brin (at);
create index sync_conflicts_at on sync_conflicts using brin (at);
create index import_errors_at on import_errors using brin (at);
create index import_sessions_at on import_sessions using brin (opened_at);

-- docks.last_sync_attempt when all runs of the dock were ended and on record in sync_history.
alter table connected_organizations
    add column history_seen_at timestamptz;
