-- A job that nobody has begun is cancelled at once.
update job
set state = 'CANCELLED', finished_at = systimestamp, cancel_by = :#caller, waiting_reason = null,
    error_code = 'cancelled', error_message = :#why
where id = :#id and state = 'PENDING'
