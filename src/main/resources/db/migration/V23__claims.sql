-- Who waits in the queue is asked for by organization or in all; by time alone it would be read from end to end.
-- Apart from the new indexes: who makes one and drops one holds a lock that others read under, and wants one that they are in
-- the way of, while they wait for the first.
drop index sync_queue_due;
