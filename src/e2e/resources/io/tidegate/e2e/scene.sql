-- A Wednesday morning with nine accounts, healthy and ailing ones, and the week before it. Everything is reckoned from
-- the instant "scene.now", and nothing is left to chance: hashes of numbers stand in its place.
create function pg_temp.ago(seconds double precision) returns timestamptz language sql
    return cast(current_setting('scene.now') as timestamptz) - make_interval(secs => seconds);

-- 0 up to below n, the same for the same name
create function pg_temp.die(name text, n integer) returns integer language sql
    return mod(abs(hashtext(name)::bigint), n)::integer;

insert into docks (id, org_id, name, provider, scope_id, lane_key, interval_seconds, next_sync_at, last_sync_status,
                   last_sync_attempt, last_sync_at, created_at, updated_at)
    overriding system value
select d.id, 1, d.name, d.provider, d.name, d.provider || ' ' || d.name, d.every, pg_temp.ago(d.last - d.every), d.status,
       pg_temp.ago(d.last), pg_temp.ago(d.last), pg_temp.ago(86400 * (200 - 11 * d.id)), pg_temp.ago(86400 * (9 - d.id))
from (values
    (1, 'EU production', 'digitalocean', 60, 13, 'success'),
    (2, 'US production', 'digitalocean', 60, 95, 'syncing'),
    (3, 'Engineering', 'github', 300, 41, 'syncing'),
    (4, 'Web shop', 'vercel', 120, 62, 'success'),
    (5, 'DNS and zones', 'cloudflare', 60, 290, 'partial'),
    (6, 'Sandbox', 'hetzner', 60, 25800, 'error'),
    (7, 'Game servers', 'vultr', 600, 380, 'success'),
    (8, 'Old shop', 'gridpane', 3600, 400000, 'success'),
    (9, 'Team tasks', 'todoist', 900, 0, 'pending')
) as d (id, name, provider, every, last, status);

update docks set waiting_until = pg_temp.ago(-38), resource_types = '{servers,domains,databases}',
    waiting_reason = 'DigitalOcean hour has 100 of 5,000 requests left, which are the owner''s reserve' where id = 2;
update docks set consecutive_failures = 2, backoff_until = pg_temp.ago(-45),
    last_sync_error = 'HTTP 503 from GET /client/v4/zones after 4 attempts' where id = 5;
update docks set stopped_at = pg_temp.ago(25700), consecutive_failures = 1,
    last_sync_error = 'Hetzner Cloud refuses the token (401 Unauthorized): put a new one in with `./tidegate dock set 6 --token-stdin`, then resume' where id = 6;
update docks set enabled = false where id = 8;
update docks set last_sync_at = null, last_sync_attempt = null, created_at = pg_temp.ago(20), updated_at = pg_temp.ago(20) where id = 9;
select setval(pg_get_serial_sequence('docks', 'id'), 100);

insert into sync_state (dock_id, last_full_sync, last_incremental_sync, last_successful_sync, last_failed_sync,
                        consecutive_failures, is_healthy, health_check_at)
select id, last_sync_at, last_sync_at, last_sync_at, case when consecutive_failures > 0 then last_sync_attempt end,
       consecutive_failures, consecutive_failures = 0, pg_temp.ago(5)
from docks;

-- What they hold, and where each list stands.
create temporary table held (dock bigint, type text, n integer, stem text);
insert into held values
    (1, 'servers', 1240, 'web'), (1, 'domains', 86, 'example'), (1, 'databases', 12, 'orders'), (1, 'block_volumes', 310, 'data'),
    (2, 'servers', 902, 'edge'), (2, 'domains', 41, 'example'), (2, 'databases', 6, 'billing'),
    (3, 'projects', 214, 'service'), (4, 'web_services', 38, 'shop'), (4, 'domains', 57, 'shop'),
    (5, 'domains', 640, 'zone'), (6, 'servers', 9, 'try'), (7, 'servers', 120, 'arena'), (8, 'web_services', 22, 'old');
insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, name, status, region, data,
                       fingerprint, first_seen_at, changed_at)
select 1, h.dock, d.provider, h.type, i::text,
       h.stem || '-' || lpad(i::text, 3, '0') || case h.type when 'domains' then '.example.org' else '' end,
       (array['active', 'active', 'active', 'off'])[1 + pg_temp.die(h.type || i, 4)],
       (array['fra1', 'ams3', 'nyc3', 'sgp1'])[1 + pg_temp.die(h.stem || i, 4)],
       jsonb_build_object('id', i, 'name', h.stem || '-' || lpad(i::text, 3, '0'), 'memory', 4096, 'tags', jsonb_build_array(h.stem)),
       '', pg_temp.ago(86400 * (1 + pg_temp.die(h.stem || i, 90))), pg_temp.ago(600 + pg_temp.die(h.stem || i, 86400))
from held h join docks d on d.id = h.dock cross join lateral generate_series(1, h.n) as i;
insert into sync_positions (dock_id, resource_type, started_at, completed_at, full_at, page)
select h.dock, h.type, d.last_sync_at - interval '4 seconds', d.last_sync_at - interval '1 second', d.last_sync_at, 0
from held h join docks d on d.id = h.dock;
update sync_positions set started_at = pg_temp.ago(30), cursor = 'https://api.github.example/installation/repositories?page=41', page = 40, completed_at = null
where dock_id = 3;
update sync_positions set failures = 2, backoff_until = pg_temp.ago(-45), error_code = 'HTTP_503', error = 'HTTP 503 from GET /client/v4/zones after 4 attempts'
where dock_id = 5;

-- A week of runs, busier by day.
insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at, completed_at,
                         duration_ms, items_processed, items_changed, items_deleted, requests, error_code, error_message, node)
select 1, d.id, 1, d.provider, case when n % 12 = 0 then 'full' else 'incremental' end,
       case when n % 97 = 0 then 'manual' else 'scheduled' end, r.status, r.at, r.at + make_interval(secs => r.ms / 1000.0),
       r.ms, r.items, case r.status when 'failed' then 0 else r.changed end, case when n % 31 = 0 then 1 else 0 end,
       1 + r.items / 100, case when r.status <> 'success' then 'HTTP_503' end,
       case when r.status <> 'success' then 'HTTP 503 after 4 attempts' end, 'quay-1'
from docks d
cross join generate_series(0, 7 * 288) as n
cross join lateral (
    select d.last_sync_at - make_interval(secs => 4 + n * 300) as at, 400 + pg_temp.die('ms' || d.id || n, 2600) as ms,
           (select coalesce(sum(h.n), 0) from held h where h.dock = d.id) as items,
           greatest(0, cast(8 * sin(extract(hour from pg_temp.ago(n * 300)) / 24 * pi()) as integer)
               + pg_temp.die('ch' || d.id || n, 5) - 3) as changed,
           case when d.id in (5, 6) and n < 3 then 'failed'
                when pg_temp.die('st' || d.id || n, 60) = 0 then 'failed'
                when pg_temp.die('st' || d.id || n, 60) = 1 then 'partial' else 'success' end as status
) as r
where d.last_sync_at is not null and r.at > pg_temp.ago(7 * 86400)
-- numbers grow with time, as they do
order by r.at, d.id;
insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at, items_processed, requests, node)
values (1, 3, 1, 'github', 'full', 'scheduled', 'started', pg_temp.ago(30), 4000, 40, 'quay-1'),
       (1, 2, 1, 'digitalocean', 'incremental', 'scheduled', 'started', pg_temp.ago(22), 200, 2, 'quay-1');

-- Requests of the last runs, and what their answers said of the limit over a day.
insert into rate_limit_logs (org_id, dock_id, provider, endpoint, method, at, status, headers, quota, remaining, reset_at,
                             run, resource_type, attempt, waited_ms, took_ms, request_id)
select 1, d.id, d.provider, '/v2/' || coalesce(h.type, 'account'), 'GET', t.at, 200, '{}', 5000,
       greatest(100, 5000 - cast(extract(minute from t.at) * (55 + 5 * d.id) as integer)), date_trunc('hour', t.at) + interval '1 hour',
       e.id, coalesce(h.type, ''), 1, pg_temp.die('w' || d.id || m, 40), 60 + pg_temp.die('t' || d.id || m, 300),
       md5('request' || d.id || m)
from docks d
cross join generate_series(0, 288) as m
cross join lateral (select d.last_sync_at - make_interval(secs => 3 + m * 300) as at) as t
left join lateral (select type from held where dock = d.id order by n desc limit 1) as h on true
left join lateral (select id from sync_events where dock_id = d.id and started_at <= t.at and completed_at >= t.at
                   order by started_at desc limit 1) as e on true
where d.last_sync_at is not null;
insert into budgets (provider, scope, scope_id, bucket, quota, remaining, reset_at, last_seen_at, told)
values ('digitalocean', 'token', 'EU production', 'hour', 5000, 4812, pg_temp.ago(-1710), pg_temp.ago(13), true),
       ('digitalocean', 'token', 'EU production', 'minute', 250, 231, pg_temp.ago(-21), pg_temp.ago(13), true),
       ('digitalocean', 'token', 'US production', 'hour', 5000, 100, pg_temp.ago(-38), pg_temp.ago(95), true),
       ('github', 'user', 'Engineering', 'core', 5000, 2940, pg_temp.ago(-1100), pg_temp.ago(1), true),
       ('vercel', 'token', 'Web shop', 'hour', 500, 371, pg_temp.ago(-2400), pg_temp.ago(62), true),
       ('cloudflare', 'user', 'DNS and zones', 'five minutes', 1200, 610, pg_temp.ago(-160), pg_temp.ago(290), true),
       ('vultr', 'ip', '', 'second', 30, 30, pg_temp.ago(-1), pg_temp.ago(380), false);

-- What changed, field by field.
insert into resource_changes (org_id, dock_id, resource_id, run, at, kind, field, old, new)
select 1, r.dock_id, r.id, e.id, pg_temp.ago(c.ago), c.kind, c.field, cast(c.old as jsonb), cast(c.new as jsonb)
from (values
    (7200, 7, 'servers', '7', 'created', null, null, null),
    (5400, 1, 'block_volumes', '12', 'changed', '/size_gigabytes', '100', '250'),
    (3900, 5, 'domains', '44', 'deleted', null, null, null),
    (1800, 4, 'web_services', '3', 'changed', '/framework', '"nextjs"', '"astro"'),
    (1790, 4, 'domains', '9', 'created', null, null, null),
    (900, 3, 'projects', '17', 'changed', '/default_branch', '"master"', '"main"'),
    (880, 3, 'projects', '18', 'changed', '/archived', 'false', 'true'),
    (320, 2, 'servers', '2', 'deleted', null, null, null),
    (310, 2, 'servers', '3', 'returned', null, null, null),
    (40, 1, 'servers', '5', 'changed', '/tags', '["web"]', '["web","blue","autoscale-group-42"]'),
    (30, 1, 'servers', '3', 'changed', '/memory', '4096', '8192'),
    (30, 1, 'servers', '3', 'changed', '/size_slug', '"s-2vcpu-4gb"', '"s-4vcpu-8gb"'),
    (30, 1, 'servers', '3', 'changed', '/networks/v4/0/ip_address', 'null', '"203.0.113.17"'),
    (15, 1, 'servers', '1', 'changed', '/status', '"active"', '"off"')
) as c (ago, dock, type, number, kind, field, old, new)
join resources r on r.dock_id = c.dock and r.resource_type = c.type and r.provider_resource_id = c.number
cross join lateral (select id from sync_events where dock_id = c.dock and started_at <= pg_temp.ago(c.ago)
                    order by started_at desc limit 1) as e
order by c.ago desc;

-- What went wrong.
insert into sync_errors (org_id, dock_id, service, resource_type, error_type, message, details, retry_count, next_retry_at,
                         created_at, last_at, run)
select 1, x.dock, d.provider, x.type, x.kind, x.message, cast(x.details as jsonb), x.times - 1, pg_temp.ago(-x.again),
       pg_temp.ago(x.first), pg_temp.ago(x.last), (select max(id) from sync_events where dock_id = x.dock)
from (values
    (5, 'domains', 'HTTP_503', 'Cloudflare answers HTTP 503 (service unavailable); Tidegate tries again by itself', '{"endpoint":"GET /client/v4/zones","status":503,"attempt":4}', 3, 45, 890, 290),
    (7, 'servers', 'HTTP_503', 'Vultr answers HTTP 503 (service unavailable); Tidegate tries again by itself', '{"endpoint":"GET /v2/instances","status":503,"attempt":4}', 1, 220, 380, 380),
    (6, '', 'HTTP_401', 'Hetzner Cloud refuses the token (401 Unauthorized)', '{"endpoint":"GET /v1/servers","status":401,"attempt":1}', 1, null, 25700, 25700),
    (2, 'servers', 'RATE_LIMITED', 'DigitalOcean has no requests left for 38 s', '{"endpoint":"GET /v2/droplets","status":429,"attempt":1}', 2, 38, 700, 95)
) as x (dock, type, kind, message, details, times, again, first, last)
join docks d on d.id = x.dock;
insert into dead_letters (org_id, dock_id, job_id, request, status, error_code, error, attempts, created_at)
values (1, 6, 1, 'GET /v1/servers', 401, 'HTTP_401', 'Hetzner Cloud refuses the token (401 Unauthorized)', 1, pg_temp.ago(25700));
insert into alerts (org_id, dock_id, provider, rule, subject, severity, state, message, value, threshold, raised_at, last_seen_at)
values (1, 6, 'hetzner', 'dead_letters', 'dock:6', 'warning', 'open', '1 dead letter of Sandbox that nobody decided about', 1, 1, pg_temp.ago(25690), pg_temp.ago(5)),
       (1, 5, 'cloudflare', 'consecutive_failures', 'dock:5', 'critical', 'open', 'DNS and zones failed 3 times in a row', 3, 3, pg_temp.ago(280), pg_temp.ago(5));

-- Who did what.
insert into audit_log (at, org_id, actor, action, target, result, detail, address)
values (pg_temp.ago(176000), 1, 'mira@harbour.example', 'dock.create', 'docks/7', 'done', '{"name":"Game servers","provider":"vultr"}', '203.0.113.9'),
       (pg_temp.ago(90000), 1, 'mira@harbour.example', 'dock.pause', 'docks/8', 'done', '{}', '203.0.113.9'),
       (pg_temp.ago(26000), 1, 'jonas@harbour.example', 'dock.update', 'docks/1', 'done', '{"intervalSeconds":60}', '203.0.113.14'),
       (pg_temp.ago(3600), 1, 'jonas@harbour.example', 'dock.sync', 'docks/1', 'done', '{}', '203.0.113.14');

-- Records that are edited on both sides.
insert into player_identities (id, first_name, last_name, date_of_birth, gender, player_type, email, phone, address_line1, town,
                               county, postcode, country, external_ids, last_synced_at, last_synced_data, version,
                               created_at, updated_at)
values (1, 'Aoife', 'Ní Bhriain', '2012-03-04', 'F', 'youth', 'aoife@home.example', '+353861234567', '1 Main Street', 'Ennis',
        'Co. Clare', 'V95 X2T4', 'Ireland', '{"foireann": "M-1001"}', pg_temp.ago(29600),
        '{"foireann": {"firstName": "Aoife", "lastName": "Ní Bhriain", "dateOfBirth": "2012-03-04", "email": "aoife@club.example", "phone": "+353861234567", "address": "1 Main Street, Ennis, Co. Clare, V95 X2T4, Ireland"}}',
        4, pg_temp.ago(600000), pg_temp.ago(29600)),
       (2, 'Mary-Kate', 'O''Brien', '1999-12-31', null, 'adult', null, null, null, null, null, null, null,
        '{"foireann": "M-1002"}', pg_temp.ago(29600), '{"foireann": {"firstName": "Mary-Kate", "lastName": "O''Brien", "dateOfBirth": "1999-12-31"}}',
        1, pg_temp.ago(600000), pg_temp.ago(600000));
insert into player_enrollments (org_id, player_id, status, membership_number, membership_status, started_at, ended_at)
values (1, 1, 'active', '2026-0417', 'Registered', pg_temp.ago(600000), null),
       (1, 2, 'inactive', '2026-0418', 'Lapsed', pg_temp.ago(600000), pg_temp.ago(29600));
insert into local_records (id, org_id, kind, fields, external_ids, last_synced_at, last_synced_data, created_at, updated_at)
values (1, 1, 'contact', '{"name": "Harbour Ltd", "city": "Cork"}', '{"crm": "c-9"}', pg_temp.ago(29600),
        '{"crm": {"name": "Harbour Ltd", "city": "Cobh"}}', pg_temp.ago(600000), pg_temp.ago(5000));
insert into import_sessions (id, org_id, dock_id, run, status, opened_at, closed_at)
select 1, 1, 1, max(id), 'closed', pg_temp.ago(29600), pg_temp.ago(29500) from sync_events where dock_id = 1;
insert into sync_history (id, org_id, session_id, dock_id, type, status, started_at, ended_at, processed, created, updated,
                          deactivated, conflicts_detected, conflicts_resolved, errors)
values (1, 1, 1, 1, 'scheduled', 'partial', pg_temp.ago(29600), pg_temp.ago(29500), 212, 2, 3, 1, 2, 2, 1);
insert into sync_conflicts (id, org_id, history_id, kind, local_id, source, field, federation, local, base, based, resolved,
                            winner, strategy, reason, at, settled_at, settled_by, settled_as, settled)
values (1, 1, 1, 'player', 1, 'foireann', 'email', 'aoife@school.example', 'aoife@home.example', 'aoife@club.example', true,
        'aoife@home.example', 'local', 'merge', 'both sides changed it; the local value was edited, and stays',
        pg_temp.ago(29600), null, null, null, null),
       (2, 1, 1, 'player', 1, 'foireann', 'phone', '+353861234567', '+353867654321', null, false, '+353861234567', 'federation',
        'federation_wins', 'both sides differ, and nothing was synced before; the federation wins', pg_temp.ago(29600),
        pg_temp.ago(9000), 'mira@harbour.example', 'federation', '+353861234567');
insert into import_errors (org_id, history_id, resource_id, record, field, message, at)
select 1, 1, min(id), 'M-1003', 'dateOfBirth', 'is missing, and a player needs it', pg_temp.ago(29600) from resources where dock_id = 1;
insert into record_links (resource_id, org_id, dock_id, resource_type, kind, local_id, applied_fingerprint, gone, active,
                          declaration, problem)
select min(id), 1, 1, 'servers', 'player', null, '', false, true, 'v', 'dateOfBirth is missing, and a player needs it'
from resources where dock_id = 1 and resource_type = 'servers';
insert into local_changes (org_id, kind, local_id, at, origin, actor, history_id, field, old, new)
values (1, 'player', 1, pg_temp.ago(90000), 'person', 'mira@harbour.example', null, 'email', 'aoife@club.example', 'aoife@home.example'),
       (1, 'player', 1, pg_temp.ago(29600), 'federation', 'foireann', 1, 'lastName', 'Brennan', 'Ní Bhriain');

-- Federations that organizations are connected to.
insert into connectors (id, federation_code, name, provider, status, enabled, auth_type, endpoints, conflict_strategy,
                        field_strategies, cron, spacing_seconds, next_run_at, last_success_at, last_error_at, last_error,
                        consecutive_failures, created_at, updated_at)
values (1, 'gaa', 'GAA Foireann', 'foireann', 'active', true, 'api_key', '{}', 'merge', '{"email": "local_wins"}',
        '0 15 2 * * ?', 60, pg_temp.ago(-56000), pg_temp.ago(30280), pg_temp.ago(30100),
        'HTTP 503 from GET /v2/members after 4 attempts', 1, pg_temp.ago(900000), pg_temp.ago(900000)),
       (2, 'crm', 'Sponsors', 'foireann', 'error', true, 'oauth2', '{"api": "https://crm.example"}', 'federation_wins', '{}',
        '0 0 4 * * ?', 0, null, null, pg_temp.ago(24000), 'the token is refused (401 Unauthorized)', 5, pg_temp.ago(500000),
        pg_temp.ago(500000));
insert into connected_organizations (id, connector_id, org_id, federation_org_id, dock_id, enabled_at, last_sync_at)
values (1, 1, 1, '1234', 1, pg_temp.ago(900000), pg_temp.ago(30280)),
       (2, 1, 1, '1235', 6, pg_temp.ago(800000), null);
insert into connector_runs (id, connector_id, type, started_at, ended_at, organizations, succeeded, failed)
values (1, 1, 'scheduled', pg_temp.ago(116713), pg_temp.ago(116500), 2, 2, 0),
       (2, 1, 'scheduled', pg_temp.ago(30313), pg_temp.ago(30100), 2, 1, 1),
       (3, 1, 'manual', pg_temp.ago(40), null, 2, 1, 0);
insert into connector_run_organizations (run_id, dock_id, org_id, place, state, started_at, ended_at, error)
values (2, 1, 1, 1, 'succeeded', pg_temp.ago(30313), pg_temp.ago(30280), null),
       (2, 6, 1, 2, 'failed', pg_temp.ago(30220), pg_temp.ago(30100), 'HTTP 503 from GET /v2/members after 4 attempts'),
       (3, 1, 1, 1, 'succeeded', pg_temp.ago(40), pg_temp.ago(12), null),
       (3, 6, 1, 2, 'waiting', null, null, null);

-- Devices of two workspaces: up to date, behind, below the log's floor, expired, never synced, and another workspace's.
insert into organizations (id, slug, name, created_at)
values (902, 'quayside', 'Quayside', pg_temp.ago(900000)) on conflict do nothing;
insert into people (id, email, name, created_at)
values (901, 'mira@harbour.example', 'Mira', pg_temp.ago(900000)), (902, 'noel@quayside.example', 'Noel', pg_temp.ago(900000))
on conflict do nothing;
insert into api_tokens (org_id, person_id, kind, name, shown, hash, device_id, device_role, created_at, expires_at, last_used_at)
select d.org, d.person, 'api', d.name, 'tdg_scen', sha256(convert_to(d.device, 'UTF8')), d.device, d.role,
       pg_temp.ago(d.made), pg_temp.ago(d.ends), pg_temp.ago(d.seen)
from (values
    (1, 901, 'Mira''s phone', 'phone-mira', 'owner', 800000, null, 4),
    (1, 901, 'Desk in the harbour office', '0c8d5b1e-7a44-4d0e-9b39-3f1f0a7c2d11', 'editor', 700000, -900000, 5400),
    (1, 901, 'Tablet on the quay', 'tablet-quay', 'viewer', 790000, null, 700000),
    (1, 901, 'Borrowed laptop', 'laptop', 'editor', 600000, 86400, 90000),
    (1, 901, 'New phone', 'phone-new', 'editor', 60, null, null),
    (902, 902, 'Noel''s phone', 'phone-noel', 'editor', 500000, null, 30)
) as d (org, person, name, device, role, made, ends, seen);
insert into server_version_counter (workspace_id, version, floor) values (1, 1200, 200), (902, 40, 0);
insert into device_cursors (workspace_id, device_id, person_id, version, created_at, moved_at, seen_at)
select t.org_id, c.device, t.person_id, c.version, t.created_at, t.last_used_at, t.last_used_at
from (values ('phone-mira', 1200), ('0c8d5b1e-7a44-4d0e-9b39-3f1f0a7c2d11', 1012), ('tablet-quay', 150), ('laptop', 900),
    ('phone-noel', 40)) as c (device, version)
join api_tokens t on t.device_id = c.device;

-- What they wrote, and the providers' data that they get.
insert into synced_threads (workspace_id, id, title, status, created_at, updated_at, clock, hlc, op_id, device_id, server_version)
select w.id, 'thread-' || v, 'Berth ' || v, 'active', pg_temp.ago(90000 - v), pg_temp.ago(90000 - v), 1,
       lpad(to_hex(1700000000000 + v), 12, '0') || '-0000-00000000000000a1', 'scene-' || v, w.device, v
from (values (1, 'phone-mira', 201, 1000), (902, 'phone-noel', 1, 40)) as w (id, device, first, last)
cross join lateral generate_series(w.first, w.last) as v;
insert into device_subscriptions (workspace_id, resource_type, state, created_at)
values (1, 'servers', 'filling', pg_temp.ago(9)), (1, 'domains', 'live', pg_temp.ago(500000)),
       (1, 'databases', 'emptying', pg_temp.ago(400000)), (1, 'block_volumes', 'new', pg_temp.ago(1)),
       (902, 'web_services', 'live', pg_temp.ago(300000));
insert into synced_resources (workspace_id, resource_id, resource_type, clock, hlc, op_id, server_version)
select 1, r.id, r.resource_type, 1, lpad(to_hex(1700000000000 + r.id), 12, '0') || '-0000-0000000000000000',
       'run:0:' || r.n, r.n
from (select id, resource_type, row_number() over (partition by resource_type order by id) as n from resources) r
join (values ('servers', 1400), ('domains', 824), ('databases', 6)) as h (type, most)
    on h.type = r.resource_type and r.n <= h.most;
insert into change_log (workspace_id, server_version, table_name, pk, op, payload, clock, hlc, device_id, op_id, created_at)
select workspace_id, server_version, 'threads', id, 'put', jsonb_build_object('title', title), clock, hlc, device_id, op_id,
       updated_at
from synced_threads;
insert into change_log (workspace_id, server_version, table_name, pk, op, payload, clock, hlc, op_id, created_at)
select 1, 1000 + n, 'resources', cast(n as text), 'put', '{"resourceType": "domains"}', 1,
       lpad(to_hex(1700000000000 + n), 12, '0') || '-0000-0000000000000000', 'run:0:' || 1000 + n, pg_temp.ago(10)
from generate_series(1, 200) as n;
