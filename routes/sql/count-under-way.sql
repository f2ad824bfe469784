-- What all instances together have under way in a lane.
select count(*) as under_way
from job
where provider = :#provider and state in ('CLAIMED', 'RUNNING')
