-- Rows that appeared by SQL under a provider whose flows are not loaded: another spelling, a mistake, a refused folder.
-- First the providers that there are, which the index tells without reading every row, then the rows of those alone.
select id, provider, type
from job
where state = 'PENDING' and provider in (
  select known.provider from (select distinct provider from job) known where known.provider not in (:#in:providers))
