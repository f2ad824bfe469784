-- What all instances together have under way in a lane, by account. An attempt from before there were accounts has the first.
-- By state, so that each count is a range of job_due_ix.
select u.account, sum(u.jobs) as under_way
from (
  select coalesce(c.account, 'default') as account, count(*) as jobs
  from job c
  where c.provider = :#provider and c.state = 'CLAIMED'
  group by coalesce(c.account, 'default')
  union all
  select coalesce(r.account, 'default') as account, count(*) as jobs
  from job r
  where r.provider = :#provider and r.state = 'RUNNING'
  group by coalesce(r.account, 'default')) u
group by u.account
