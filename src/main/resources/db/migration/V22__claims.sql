-- A claim finds the jobs whose turn it is without reading all that are due: those of an organization in their order, and
-- those before a job in its lane.
create index sync_queue_next on sync_queue (org_id, priority, run_at, id) where state in ('available', 'retryable');
create index sync_queue_in_lane on sync_queue (lane_key, priority, run_at, id) where state in ('available', 'retryable');
-- Who waits in the queue is asked for by organization or in all; by time alone it would be read from end to end.
drop index sync_queue_due;
