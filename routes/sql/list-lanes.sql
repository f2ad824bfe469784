-- The lanes, with what runs and what waits in them.
select l.provider, l.name, l.state, l.concurrency, l.closed_until, l.reason, l.updated_at,
       (select count(*) from job c where c.provider = l.provider and c.state = 'CLAIMED')
         + (select count(*) from job r where r.provider = l.provider and r.state = 'RUNNING') as under_way,
       (select count(*) from job p where p.provider = l.provider and p.state = 'PENDING') as pending,
       (select count(*) from job v where v.provider = l.provider and v.state = 'REVIEW') as in_review
from lane l
order by l.provider
