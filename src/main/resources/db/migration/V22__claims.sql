-- A claim finds the jobs whose turn it is without reading all that are due: those of an organization in their order, and
-- those before a job in its lane.
create index sync_queue_next on sync_queue (org_id, priority, run_at, id) where state in ('available', 'retryable');
create index sync_queue_in_lane on sync_queue (lane_key, priority, run_at, id) where state in ('available', 'retryable');
