-- The data said no before any attempt was made.
update job
set state = 'FAILED', finished_at = systimestamp, error_code = :#code, error_message = :#message
where id = :#id and state = 'PENDING'
