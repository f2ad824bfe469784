-- What keeps jobs waiting: each lane's state, and how full it is.
select l.provider, l.state, l.reason, l.closed_until, l.concurrency,
       (select count(*) from job c where c.provider = l.provider and c.state = 'CLAIMED')
         + (select count(*) from job r where r.provider = l.provider and r.state = 'RUNNING') as under_way
from lane l
