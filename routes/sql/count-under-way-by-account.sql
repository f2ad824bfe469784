-- What all instances together have under way in a lane, by account. An attempt from before there were accounts has the first.
select coalesce(account, 'default') as account, count(*) as under_way
from job
where provider = :#provider and state in ('CLAIMED', 'RUNNING')
group by coalesce(account, 'default')
