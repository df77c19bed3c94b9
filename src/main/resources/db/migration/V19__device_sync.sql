-- Device sync: replicas of a workspace, which is an organization. Every accepted write has a place in the workspace's log,
-- 1, 2, 3 … without a gap, so that a device's whole progress is one number.
-- hlc and op_id are compared byte by byte, as devices do: collation "C".

-- Whoever gives out versions locks this row first, or as the last thing of all: no version is seen before a lower one.
create table server_version_counter (
    workspace_id bigint primary key references organizations on delete cascade,
    version      bigint not null default 0 check (version >= 0),
    floor        bigint not null default 0,                   -- up to here the log is gone; written with its deletion
    check (floor between 0 and version)
) with (fillfactor = 50);                                     -- written again and again: it stays in its page

create table change_log (
    workspace_id   bigint      not null references organizations on delete cascade,
    server_version bigint      not null,
    table_name     text        not null,
    pk             text        not null,
    op             text        not null check (op in ('put', 'delete')),
    payload        jsonb,
    clock          bigint      not null,
    hlc            text        collate "C" not null,
    device_id      text,                                      -- null: the provider flow
    op_id          text        collate "C" not null,
    row_op_id      text        collate "C",                   -- of the write that is told again for devices it is new to
    project_id     text,                                      -- of the row, where its table has projects
    was_project_id text,                                      -- of the row before, where it moved
    created_at     timestamptz not null,
    primary key (workspace_id, server_version),
    unique (workspace_id, op_id),
    check ((op = 'put') = (payload is not null))
);

create table device_cursors (
    workspace_id bigint      not null references organizations on delete cascade,
    device_id    text        not null,
    person_id    bigint      not null references people on delete cascade,
    version      bigint      not null check (version >= 0),
    created_at   timestamptz not null,
    moved_at     timestamptz not null,                        -- unmoved for 60 days it holds nothing back any more
    seen_at      timestamptz not null,
    primary key (workspace_id, device_id)
);

create table tombstones (
    workspace_id   bigint      not null references organizations on delete cascade,
    table_name     text        not null,
    pk             text        not null,
    clock          bigint      not null,
    hlc            text        collate "C" not null,
    op_id          text        collate "C" not null,
    device_id      text,
    server_version bigint      not null,
    project_id     text,
    deleted_at     timestamptz not null,
    unique (workspace_id, table_name, pk)
);
create index tombstones_version on tombstones (workspace_id, server_version);

-- The tables that are synced, as io.tidegate.protocol.SyncTables has them; with a prefix, since there is a view of the
-- providers' projects, too. A row that is deleted stays until its tombstone goes, so that what is written later by a higher
-- clock can be told from what is new.
create table synced_threads (
    workspace_id      bigint      not null references organizations on delete cascade,
    id                text        not null,
    title             text,
    status            text,
    pinned            boolean,
    last_message_at   timestamptz,
    parent_thread_id  text,
    project_id        text,
    system_prompt_id  text,
    anchor_message_id text,
    anchor_index      bigint,
    branch_mode       text check (branch_mode in ('reference', 'copy')),
    forked            boolean,
    deleted           boolean     not null default false,
    deleted_at        timestamptz,
    created_at        timestamptz,
    updated_at        timestamptz,
    clock             bigint      not null,
    hlc               text        collate "C" not null,
    op_id             text        collate "C" not null,
    device_id         text,
    server_version    bigint      not null,
    primary key (workspace_id, id)
);

create table synced_messages (
    workspace_id   bigint      not null references organizations on delete cascade,
    id             text        not null,
    thread_id      text        not null,
    role           text        not null,
    data           jsonb,
    index          bigint      not null,
    order_key      text        collate "C" not null,          -- the hlc of the op that created it
    file_hashes    jsonb,
    error          text,
    stream_id      text,
    deleted        boolean     not null default false,
    deleted_at     timestamptz,
    created_at     timestamptz,
    updated_at     timestamptz,
    clock          bigint      not null,
    hlc            text        collate "C" not null,
    op_id          text        collate "C" not null,
    device_id      text,
    server_version bigint      not null,
    primary key (workspace_id, id)
);
create index synced_messages_thread on synced_messages (workspace_id, thread_id, index, order_key);

create table synced_projects (
    workspace_id   bigint      not null references organizations on delete cascade,
    id             text        not null,
    name           text        not null,
    description    text,
    data           jsonb,
    deleted        boolean     not null default false,
    deleted_at     timestamptz,
    created_at     timestamptz,
    updated_at     timestamptz,
    clock          bigint      not null,
    hlc            text        collate "C" not null,
    op_id          text        collate "C" not null,
    device_id      text,
    server_version bigint      not null,
    primary key (workspace_id, id)
);

create table synced_posts (
    workspace_id   bigint      not null references organizations on delete cascade,
    id             text        not null,
    title          text        not null,
    content        text,
    post_type      text,
    meta           jsonb,
    file_hashes    jsonb,
    deleted        boolean     not null default false,
    deleted_at     timestamptz,
    created_at     timestamptz,
    updated_at     timestamptz,
    clock          bigint      not null,
    hlc            text        collate "C" not null,
    op_id          text        collate "C" not null,
    device_id      text,
    server_version bigint      not null,
    primary key (workspace_id, id)
);

create table synced_kv (
    workspace_id   bigint      not null references organizations on delete cascade,
    name           text        not null,                      -- the key, so that two devices which create it meet
    value          jsonb,
    deleted        boolean     not null default false,
    deleted_at     timestamptz,
    created_at     timestamptz,
    updated_at     timestamptz,
    clock          bigint      not null,
    hlc            text        collate "C" not null,
    op_id          text        collate "C" not null,
    device_id      text,
    server_version bigint      not null,
    primary key (workspace_id, name)
);

create table synced_file_meta (
    workspace_id   bigint      not null references organizations on delete cascade,
    hash           text        not null,
    name           text        not null,
    mime_type      text,
    kind           text check (kind in ('image', 'pdf')),
    size_bytes     bigint,
    width          bigint,
    height         bigint,
    page_count     bigint,
    storage_id     text,
    deleted        boolean     not null default false,
    deleted_at     timestamptz,
    created_at     timestamptz,
    updated_at     timestamptz,
    clock          bigint      not null,
    hlc            text        collate "C" not null,
    op_id          text        collate "C" not null,
    device_id      text,
    server_version bigint      not null,
    primary key (workspace_id, hash)
);

-- How often a file is named: derived on each side, never synced.
create view file_references with (security_invoker = true) as
select f.workspace_id, f.hash, (select count(*) from synced_messages m
        where m.workspace_id = f.workspace_id and not m.deleted and m.file_hashes ? f.hash)
    + (select count(*) from synced_posts p
        where p.workspace_id = f.workspace_id and not p.deleted and p.file_hashes ? f.hash) as ref_count
from synced_file_meta f
where not f.deleted;

-- A device is known by its token: one that has a device id syncs as that device, and does nothing else.
alter table api_tokens
    add column device_id   text check (device_id ~ '^[!-~]{1,64}$'),
    add column device_role text check (device_role in ('viewer', 'editor', 'owner')),
    add check ((device_id is null) = (device_role is null));
create unique index api_tokens_device on api_tokens (org_id, device_id)
    where device_id is not null and revoked_at is null;

do $$
declare t text;
begin
    foreach t in array array['server_version_counter', 'change_log', 'device_cursors', 'tombstones',
            'synced_threads', 'synced_messages', 'synced_projects', 'synced_posts', 'synced_kv', 'synced_file_meta'] loop
        execute format('alter table %I enable row level security', t);
        execute format('create policy of_organization on %I to tidegate_api using (workspace_id = (select current_org())) '
            || 'with check (workspace_id = (select current_org()))', t);
        execute format('grant select, insert, update, delete on %I to tidegate_api', t);
    end loop;
end $$;
grant select on file_references to tidegate_api;
grant select (device_id, device_role), insert (device_id, device_role) on api_tokens to tidegate_api;
