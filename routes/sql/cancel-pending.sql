-- A job that nobody has under way is cancelled at once, unless it waits to be looked up past its point of no return.
update job
set state = 'CANCELLED', finished_at = systimestamp, cancel_by = :#caller, waiting_reason = null, waiting_kind = null,
    error_code = 'cancelled', error_message = :#why
where id = :#id and state = 'PENDING' and no_return_at is null
