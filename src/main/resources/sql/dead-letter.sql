-- :?letter is one JSON object; see DeadLetter.
insert into dead_letters (org_id, dock_id, job_id, job_type, resource_types, request, status, error_code, error,
                          attempts, created_at)
select x.org, x.dock, x.job, x.job_type, x.resource_types, x.request, x.status, x.code, x.error, x.attempts, x.now
from jsonb_to_record(cast(:?letter as jsonb)) as x(
    org bigint, dock bigint, job bigint, job_type text, resource_types text[], request text, status integer, code text,
    error text, attempts integer, now timestamptz)
