-- A version with its files, a JSON object of texts by their names.
select provider, version, files, jobs_percent, rest_version, held_at, decided_by, decided_at, reason
from flow_version
where provider = :#provider and version = :#version
