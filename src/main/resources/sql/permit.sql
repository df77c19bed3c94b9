-- A permit from every budget a request stands under, or from none; what became of the permit before is noted with it.
-- :ask is a JSON array, one object a budget; see BudgetStore. Budgets are locked in key order, so that none wait in a ring.
--
-- Where the provider tells what remains, no more than the lowest figure of the window less the permits that are out may
-- be sent: whoever was counted before that figure was told has been answered by then, or is still out. Once the told
-- window has passed nobody knows, and one request asks for all. Where nothing is told we count ourselves, by slices of a
-- twentieth of the window, so that no stretch of one window's length ever holds more than the limit.
with ask as (
    select * from jsonb_to_recordset(cast(:ask as jsonb)) as a(
        bucket text, shared boolean, takes boolean, declared bigint, window_seconds double precision,
        returned bigint, answered boolean, seen_at timestamptz, seen_quota bigint, seen_remaining bigint,
        seen_reset timestamptz, seen_retry timestamptz, seen_headers jsonb, refused boolean, unsaid_seconds bigint,
        grows boolean, violation jsonb)
), locked as materialized (
    select b.quota, b.remaining, b.reset_at, b.retry_at, b.last_seen_at, b.told, b.in_flight, b.sent, b.sent_slice,
           b.pace, b.pace_at, b.strikes, a.*
    from budgets b join ask a on a.bucket = b.bucket
    where b.provider = :provider and b.scope = :scope and b.scope_id = :scopeId
    order by b.bucket for update of b
), own as materialized (
    select l.*, coalesce(seen_quota, quota, declared) as quota_now,
           -- permits of requests that no one can be waiting for any more are lost, and count as sent
           array(select f.at from unnest(in_flight) with ordinality as f(at, n)
                 where abs(:micros - f.at) < 90000000 and f.n is distinct from array_position(in_flight, returned)
                 order by f.n) as out,
           case when returned = any(in_flight) then 1 else 0 end as back,
           cast(floor(extract(epoch from cast(:now as timestamptz)) * 20 / window_seconds) as bigint) as slice,
           -- a reset goes with what remains; where none is told, the window's length stands for it
           coalesce(seen_reset, case when seen_remaining is null then null when reset_at > seen_at then reset_at
               else seen_at + make_interval(secs => window_seconds) end) as reset_told
    from locked l
), placed as (
    select *, abs(extract(epoch from reset_told - reset_at)) <= 2 and told as same_window,
           -- of a window that had passed when it was told, or of another one than what a newer answer told
           coalesce(seen_remaining is null or reset_told <= seen_at or (told and seen_at < last_seen_at
               and abs(extract(epoch from reset_told - reset_at)) > 2), true) as useless,
           cardinality(in_flight) - cardinality(out) - back as lost,
           case when sent_slice is null or slice - sent_slice > 20 then '{}'
                when slice > sent_slice then (array_fill(0, array[cast(slice - sent_slice as integer)]) || sent)[1 : 21]
                else sent end as slices
    from own
), noted as materialized (
    select *,
           case when useless or seen_remaining is null
                then remaining - lost - case when seen_remaining is null then back else 0 end
                when same_window then least(remaining - lost, seen_remaining) else seen_remaining end as remaining_now,
           case when useless then reset_at when same_window then greatest(reset_at, reset_told)
                else reset_told end as reset_now,
           -- an answer that says nothing after the window it knew of has passed: there may be no more headers
           case when not useless then true
                when answered and seen_remaining is null and reset_at <= :now then false else told end as told_now,
           greatest(retry_at, seen_retry, case when seen_retry is null then seen_at + make_interval(
               secs => unsaid_seconds * case when grows then power(2, least(strikes, 6)) else 1 end) end) as retry_now,
           (select coalesce(sum(x), 0) from unnest(slices) as s(x)) as sent_now
    from placed
), paced as (
    -- Down fast: a refusal halves what was allowed, or what was sent under a limit nobody declared, unless the request
    -- was sent before the last such step. Up slowly: a twentieth a window.
    select *,
           case when refused and not told_now and coalesce(to_timestamp(returned / 1e6) > pace_at, true)
                then (coalesce(pace, declared, case when sent_now >= 10 then sent_now end) + 1) / 2
                when pace + greatest(1, coalesce(declared, pace) / 20) >= declared
                    and pace_at <= cast(:now as timestamptz) - make_interval(secs => window_seconds) then null
                when pace_at <= cast(:now as timestamptz) - make_interval(secs => window_seconds)
                then pace + greatest(1, coalesce(declared, pace) / 20)
                else pace end as pace_now
    from noted
), allowed as (
    select *, coalesce(pace_now, declared) as allowance,
           coalesce(case when told_now then quota_now else coalesce(pace_now, declared) end, 0) * :reserve / 100 as reserve
    from paced
), judged as (
    select *, case when takes then greatest(
        case when retry_now > :now then retry_now end,
        case when told_now and reset_now > :now then
                 case when remaining_now <= reserve then reset_now
                      when remaining_now - cardinality(out) <= reserve
                      then cast(:now as timestamptz) + interval '250 milliseconds' end
             when told_now then
                 -- whoever asks for all was sent since, and has its answer's head within 40 seconds or never
                 case when exists (select from unnest(out) as f(at)
                         where f.at >= extract(epoch from reset_now) * 1000000 and :micros - f.at < 45000000)
                      then cast(:now as timestamptz) + interval '250 milliseconds' end
             when allowance is not null and sent_now >= greatest(1, allowance - reserve) then
                 -- the newest slices that fit stay; the one after them must have left the window
                 to_timestamp((greatest(slice, sent_slice) + 21 - (
                     select count(*) from (select sum(x) over (order by n) as upto
                         from unnest(slices) with ordinality as s(x, n)) as c
                     where c.upto < greatest(1, allowance - reserve))) * window_seconds / 20)
                 + interval '1 millisecond' end) end as wait_until
    from allowed
), verdict as (
    select count(wait_until) = 0 and bool_or(takes) as granted,
           count(*) = (select count(*) from ask) as complete,
           -- None of it waits for the disk while more than a hundred requests above the reserve are left: more than one
           -- lane sends in the 0.6 s that a crash of the database could lose, and the next answer tells it again.
           bool_and(wait_until is null and not coalesce(refused, false) and seen_retry is null
               and coalesce(case when told_now then remaining_now - cardinality(out) else allowance - sent_now end
                   - reserve >= 100, not told_now)) as harmless
    from judged
)
update budgets b
set forecast = j.shared and j.declared is not null, quota = j.quota_now, told = j.told_now, retry_at = j.retry_now, pace = j.pace_now,
    remaining = case when j.told_now then j.remaining_now
        else greatest(0, j.allowance - j.sent_now - case when v.granted and j.takes then 1 else 0 end) end,
    reset_at = case when j.told_now then j.reset_now
        when j.allowance is not null then cast(:now as timestamptz) + make_interval(secs => j.window_seconds) end,
    in_flight = case when v.granted and j.takes then j.out || cast(:micros as bigint) else j.out end,
    sent = case when v.granted and j.takes then (coalesce(j.slices[1], 0) + 1) || j.slices[2 : ] else j.slices end,
    sent_slice = greatest(j.slice, j.sent_slice), window_seconds = j.window_seconds,
    told_window_seconds = case when j.useless or j.seen_reset is null then b.told_window_seconds
        when j.seen_quota <> b.quota then extract(epoch from j.seen_reset - j.seen_at)
        else greatest(b.told_window_seconds, extract(epoch from j.seen_reset - j.seen_at)) end,
    pace_at = case when j.pace_now is distinct from j.pace then :now else b.pace_at end,
    strikes = case when j.unsaid_seconds is not null and j.seen_retry is null then j.strikes + 1
        when j.answered and j.refused is not true then 0 else j.strikes end,
    last_seen_at = greatest(j.seen_at, b.last_seen_at),
    headers = coalesce(j.seen_headers, b.headers),
    violations = case when j.violation is null then b.violations else (
        select jsonb_agg(x.one order by x.n) from jsonb_array_elements(
            jsonb_build_array(j.violation) || b.violations) with ordinality as x(one, n) where x.n <= 50) end
from judged j, verdict v
where b.provider = :provider and b.scope = :scope and b.scope_id = :scopeId and b.bucket = j.bucket and v.complete
returning b.bucket, coalesce(v.granted, false) as granted, j.wait_until, j.retry_now,
    greatest(0, case when j.told_now then j.remaining_now - cardinality(j.out)
        else j.allowance - j.sent_now end) as left_now,
    case when j.told_now then j.quota_now else j.allowance end as of_all,
    case when j.wait_until is null then '' when j.retry_now >= j.wait_until then 'asked'
        when j.told_now and (j.reset_now <= :now or j.remaining_now > j.reserve) then 'busy' else 'spent' end as why,
    case when v.harmless then set_config('synchronous_commit', 'off', true) end as not_awaited
