-- What all instances together have under way in a lane. By state, so that each count is a range of job_due_ix.
select (select count(*) from job c where c.provider = :#provider and c.state = 'CLAIMED')
         + (select count(*) from job r where r.provider = :#provider and r.state = 'RUNNING') as under_way
from dual
