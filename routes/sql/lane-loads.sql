-- What keeps jobs waiting: each lane's state, how full it is, and how much of that may still tell how its portal is (see
-- count-under-way).
select l.provider, l.state, l.reason, l.closed_until, l.concurrency,
       (select count(*) from job c where c.provider = l.provider and c.state = 'CLAIMED')
         + (select count(*) from job r where r.provider = l.provider and r.state = 'RUNNING') as under_way,
       (select count(*) from job p where p.provider = l.provider and p.state = 'CLAIMED'
           and (p.waiting_kind is null or p.waiting_kind not in ('evidence-store', 'old-browser')))
         + (select count(*) from job q where q.provider = l.provider and q.state = 'RUNNING'
           and (q.waiting_kind is null or q.waiting_kind not in ('evidence-store', 'old-browser'))) as at_portal
from lane l
