-- A version that the table knows is held by a folder again. No row: the table does not know it.
update flow_version
set held_at = systimestamp
where provider = :#provider and version = :#version
