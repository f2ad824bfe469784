-- Lanes that have something due, those with the least under way first, so that no FNO keeps the others waiting. One
-- question for each state and each kind of run_after: each is then a range of job_due_ix, however many rows there are.
select l.provider,
       (select count(*) from job c where c.provider = l.provider and c.state = 'CLAIMED')
         + (select count(*) from job r where r.provider = l.provider and r.state = 'RUNNING') as under_way,
       case when exists (
         select 1 from job t where t.provider = l.provider and t.state = 'PENDING' and t.run_after <= systimestamp)
         then 1 else 0 end as time_has_come
from lane l
where l.state <> 'PAUSED' and (l.state <> 'CLOSED' or l.closed_until <= systimestamp)
  and (exists (
    select 1 from job j where j.provider = l.provider and j.state = 'PENDING' and j.run_after is null)
  or exists (
    select 1 from job d where d.provider = l.provider and d.state = 'PENDING' and d.run_after <= systimestamp))
order by under_way, l.provider
