-- Keys of ours that outlive every master key, sealed like credentials.
create table vault_keys (
    purpose text primary key,                             -- scope-id, mark: what tells secrets apart without telling them
    sealed  jsonb       not null,
    made_at timestamptz not null
);

-- Master keys that a rotation replaced: from then on nothing that they sealed is taken in any more, so that a process
-- that still holds one cannot bring it back.
create table retired_master_keys (
    key_id     text primary key,
    retired_at timestamptz not null,
    kept       boolean     not null default false         -- left in the key file on purpose
);

-- A rotation waits for the writers that are under way before it looks for the last time.
create function refuse_retired_master_key() returns trigger
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    sealed_by text := to_jsonb(new) -> tg_argv[0] ->> 'kid';
begin
    perform pg_advisory_xact_lock_shared(hashtext('tidegate master keys'));
    if exists (select from retired_master_keys where key_id = sealed_by) then
        raise exception 'master key % was replaced by a rotation and may seal nothing any more: put the new key first, or run tidegate keys rotate', sealed_by;
    end if;
    return new;
end $$;

create trigger docks_sealed_with_a_key_in_use before insert or update of credentials on docks
    for each row when (new.credentials is not null) execute function refuse_retired_master_key('credentials');
create trigger dock_tokens_sealed_with_a_key_in_use before insert or update of sealed on dock_tokens
    for each row when (new.sealed is not null) execute function refuse_retired_master_key('sealed');
create trigger vault_keys_sealed_with_a_key_in_use before insert or update of sealed on vault_keys
    for each row execute function refuse_retired_master_key('sealed');
