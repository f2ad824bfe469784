-- Rows that appeared by SQL under a provider that has no lane: another spelling, or a mistake.
select id, provider, type
from job
where state = 'PENDING' and not exists (select 1 from lane l where l.provider = job.provider)
