-- The jobs that wait: those that nobody has begun, and those under way that say what they wait for.
select provider, state, waiting_kind,
       case when run_after is null or run_after <= systimestamp then 1 else 0 end as is_due,
       count(*) as jobs
from job
where state = 'PENDING' or (state in ('CLAIMED', 'RUNNING') and waiting_kind is not null)
group by provider, state, waiting_kind, case when run_after is null or run_after <= systimestamp then 1 else 0 end
