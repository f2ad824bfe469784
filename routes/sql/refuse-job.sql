-- The data said no before any attempt was made. A provider that has a lane is known to some instance, if not to this.
update job
set state = 'FAILED', finished_at = systimestamp, error_code = :#code, error_message = :#message
where id = :#id and state = 'PENDING'
  and not exists (select 1 from lane l where l.provider = job.provider)
