-- What tells no status, as an export of members does, has none: who lapsed is not active for being in an old file.
alter table record_links
    alter column active drop not null; -- null: its type tells none
-- all are compared anew, by which it is known which of them do
update record_links set declaration = '';

-- When several local records were found to fit: it is looked at again when people changed some since.
alter table record_links
    add column ambiguous_at timestamptz;

-- What is old of these goes daily; their rows lie in the order of time.
create index local_changes_at on local_changes using brin (at);
create index sync_conflicts_at on sync_conflicts using brin (at);
create index import_errors_at on import_errors using brin (at);
create index import_sessions_at on import_sessions using brin (opened_at);

-- docks.last_sync_attempt when all runs of the dock were ended and on record in sync_history.
alter table connected_organizations
    add column history_seen_at timestamptz;

-- Of a player who left for another organization, the one that was left keeps its own history. Where nobody has the player any
-- more (is_active tells), whoever had goes on looking after the record.
drop policy of_enrolled on player_identities;
create policy of_enrolled on player_identities for select to tidegate_api
    using (exists (select from player_enrollments e where e.player_id = player_identities.id));
create policy of_those_who_have on player_identities for update to tidegate_api
    using (exists (select from player_enrollments e where e.player_id = player_identities.id
        and (e.status = 'active' or not player_identities.is_active)));
drop policy of_organization on local_changes;
create policy of_organization on local_changes to tidegate_api
    using (org_id = (select current_org())
        or kind = 'player' and exists (select from player_enrollments e join player_identities p on p.id = e.player_id
            where e.player_id = local_changes.local_id and (e.status = 'active' or not p.is_active)))
    with check (org_id = (select current_org()));

-- What went wrong with one organization is not for the others of its connector.
revoke select (last_error) on connectors from tidegate_api;
