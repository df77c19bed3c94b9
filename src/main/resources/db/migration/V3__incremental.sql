-- Lists that ask only for what changed, and records that two ways tell of.
alter table sync_positions
    add column partial    boolean not null default false, -- the listing at work asks for changes alone
    add column next_token text,                           -- what it will leave as sync_token
    add column full_at  timestamptz,                      -- when a listing of everything last ended
    add column token_of text;                             -- what sync_token belongs to: declaration, parameters, credentials

-- What a row was last known by, where that was no listing: a listing asked for before then, or an event that happened
-- before, knows less.
alter table resources
    add column as_of timestamptz;
