-- Who was invited and has not come yet is named by whoever invited, and may nothing: else an organization could make a
-- password for a person of another one.
alter table members add column pending boolean not null default false;

-- Whoever leaves an organization is no longer signed in to it, however they were removed.
create function end_sessions() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from public.sessions where person_id = old.person_id and org_id = old.org_id;
    return null;
end $$;
create trigger members_sessions after delete on members for each row execute function end_sessions();
