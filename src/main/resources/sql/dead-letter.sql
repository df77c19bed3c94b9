-- :?letter is one JSON object; see DeadLetter.
insert into dead_letters (org_id, dock_id, job_id, request, error_code, error, attempts, created_at)
select x.org, x.dock, x.job, x.request, x.code, x.error, x.attempts, x.now
from jsonb_to_record(cast(:?letter as jsonb)) as x(
    org bigint, dock bigint, job bigint, request text, code text, error text, attempts integer, now timestamptz)
