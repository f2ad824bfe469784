-- Rows that appeared by SQL under a provider whose flows are not loaded: another spelling, a mistake, a refused folder.
select id, provider, type
from job
where state = 'PENDING' and provider not in (:#in:providers)
