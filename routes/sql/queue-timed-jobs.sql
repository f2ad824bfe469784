-- Jobs whose time has come: from now on they are due like those without a time, and stand in the queue by queue_key.
-- The bound keeps the transaction short; the rest comes with the next claim, and the longest due comes first.
update job
set run_after = null
where id in (
  select id from job
  where provider = :#provider and state = 'PENDING' and run_after <= systimestamp
  order by provider, state, run_after, queue_key, id
  fetch first 1000 rows only)
