-- A page of the versions of an FNO's flows, the last one that was held first; without their files.
select provider, version, jobs_percent, rest_version, held_at, decided_by, decided_at, reason
from flow_version
where provider = :#provider
order by held_at desc, version
offset :#offset rows fetch next :#limit rows only
