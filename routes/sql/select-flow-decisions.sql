-- What is decided about the versions that folders hold.
select provider, version, jobs_percent, rest_version, held_at, decided_by, decided_at, reason
from flow_version
where version in (:#in:versions)
