-- How many jobs there are on all pages of list-jobs-by-ref.sql.
select count(*) as total
from job
where external_ref = :#external_ref
  and state in (:#in:states)
  and (:#any_provider = 1 or provider = :#provider)
  and (:#any_type = 1 or type = :#type)
  and submitted_at >= :#submitted_from and submitted_at < :#submitted_to
