-- The versions of an FNO's flows that were held last, the very last first; without their files.
select provider, version, jobs_percent, rest_version, held_at, decided_by, decided_at, reason
from flow_version
where provider = :#provider
order by held_at desc, version
fetch first 100 rows only
