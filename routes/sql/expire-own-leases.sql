-- At start: what a former incarnation of this instance held is lost now, not only when its lease runs out.
update job
set lease_until = systimestamp
where lease_owner = :#instance and state in ('CLAIMED', 'RUNNING') and lease_until > systimestamp
