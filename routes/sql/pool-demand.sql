-- What browsers will be wanted for: jobs that are due and jobs that come due soon, in lanes that flow, and attempts that wait for
-- a pod. Of the first two no more are counted than could ever change the pool's size.
select
  (select count(*) from (select j.id from job j join lane l on l.provider = j.provider
     where j.state = 'PENDING' and l.state in ('FLOWING', 'PROBING') and (j.run_after is null or j.run_after <= systimestamp)
     fetch first 100 rows only) due) as due_now,
  (select count(*) from (select k.id from job k join lane m on m.provider = k.provider
     where k.state = 'PENDING' and m.state in ('FLOWING', 'PROBING') and k.run_after > systimestamp
       and k.run_after <= systimestamp + cast(:#aheadSeconds as number(9)) * interval '1' second
     fetch first 100 rows only) soon) as due_soon,
  (select count(*) from job where state = 'RUNNING' and waiting_kind = 'no-browser') as waiting
from dual
