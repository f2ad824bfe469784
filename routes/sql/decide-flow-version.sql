-- A person gives a version that a folder holds another share, or another version the rest.
update flow_version
set jobs_percent = :#share, rest_version = :#rest, decided_by = :#caller, decided_at = systimestamp, reason = :#reason
where provider = :#provider and version = :#version
