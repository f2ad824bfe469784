-- The one lock of claiming: limits, pause and breaker are decided while it is held. No row: another claimer has it.
select provider, state, concurrency, reason,
       case when closed_until is null or closed_until <= systimestamp then 1 else 0 end as closing_is_over
from lane
where provider = :#provider
for update skip locked
