-- From now on the lost attempt can write nothing: the lease is ours.
update job
set lease_owner = :#instance, lease_token = :#leaseToken,
    lease_until = systimestamp + cast(:#leaseSeconds as number(9)) * interval '1' second
where id = :#id and state in ('CLAIMED', 'RUNNING') and lease_until < systimestamp
