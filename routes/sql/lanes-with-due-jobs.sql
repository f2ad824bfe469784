-- Lanes that have something due, those with the least under way first, so that no FNO keeps the others waiting.
select l.provider,
       (select count(*) from job r where r.provider = l.provider and r.state in ('CLAIMED', 'RUNNING')) as under_way
from lane l
where exists (
  select 1 from job j
  where j.provider = l.provider and j.state = 'PENDING' and (j.run_after is null or j.run_after <= systimestamp))
order by under_way, l.provider
