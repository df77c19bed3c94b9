-- Lists of an organization, each read by key: from where the page before ended, never by counting.
create index resources_org on resources (org_id, id);
-- Led by the organization, so that no statement of the flow takes it for the way to a page's rows: it reads all of a dock.
create index resources_dock on resources (org_id, dock_id, id);
create index resources_name on resources (org_id, (name collate "C"));
drop index resources_by_type;
create index resources_by_type on resources (org_id, resource_type, id) include (dock_id) where deleted_at is null;

-- History is read by time, which the numbers of its rows follow only nearly.
create index resource_changes_org on resource_changes (org_id, at, id);
drop index resource_changes_dock;
create index resource_changes_dock on resource_changes (dock_id, at, id);

create index sync_events_org on sync_events (org_id, started_at, id);
create index sync_events_by_id on sync_events (id);
create index sync_queue_org on sync_queue (org_id, id);
create index sync_errors_org on sync_errors (org_id, id);
create index sync_errors_dock on sync_errors (dock_id, id);
create index dead_letters_org on dead_letters (org_id, id);
create index webhook_logs_org on webhook_logs (org_id, id);
create index audit_log_at on audit_log (org_id, at);
