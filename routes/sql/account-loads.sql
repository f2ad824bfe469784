-- What all instances together have under way with each account.
select provider, coalesce(account, 'default') as account, count(*) as under_way
from job
where state in ('CLAIMED', 'RUNNING')
group by provider, coalesce(account, 'default')
