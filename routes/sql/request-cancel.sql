-- A running job can be cancelled until its point of no return; the same row decides both, so only one of them wins.
update job
set cancel_by = :#cancelBy
where id = :#id and state in ('CLAIMED', 'RUNNING') and no_return_at is null and cancel_by is null
