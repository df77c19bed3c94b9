-- What tells no status, as an export of members does, has none: who lapsed is not active for being in an old file.
alter table record_links
    alter column active drop not null; -- null: its type tells none
-- all are compared anew, by which it is known which of them do
update record_links set declaration = '';
