-- Access tokens that were got with a dock's credentials, sealed like them. The row's lock is held while a new one is
-- asked for, so that many who need one at once ask once.
create table dock_tokens (
    dock_id    bigint primary key references docks on delete cascade,
    sealed     jsonb,                                     -- access token, and the newest refresh token where they rotate
    token_of   text,                                      -- what it was got with; another credential makes it useless
    expires_at timestamptz,
    updated_at timestamptz not null
);
