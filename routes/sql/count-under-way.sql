-- What all instances together have under way in a lane, and how much of it may still tell how its portal is: what waits for
-- the evidence store, or for a lost attempt's browser to end, will not. By state, so that each count is a range of job_due_ix.
select (select count(*) from job c where c.provider = :#provider and c.state = 'CLAIMED')
         + (select count(*) from job r where r.provider = :#provider and r.state = 'RUNNING') as under_way,
       (select count(*) from job p where p.provider = :#provider and p.state = 'CLAIMED'
           and (p.waiting_kind is null or p.waiting_kind not in ('evidence-store', 'old-browser')))
         + (select count(*) from job q where q.provider = :#provider and q.state = 'RUNNING'
           and (q.waiting_kind is null or q.waiting_kind not in ('evidence-store', 'old-browser'))) as at_portal
from dual
