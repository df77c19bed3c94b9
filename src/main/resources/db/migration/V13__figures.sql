-- How far the figures are is no secret, and no organization's: whoever reads them adds what ended since.
create policy seen on rollups for select to tidegate_api using (true);
grant select on rollups to tidegate_api;
