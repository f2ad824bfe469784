-- None of the FNO's accounts may log in until then. A lane that a person paused stays paused, one that is closed for longer stays so.
update lane
set state = 'CLOSED', closed_until = systimestamp + cast(:#seconds as number(9)) * interval '1' second, reason = :#reason,
    updated_at = systimestamp
where provider = :#provider and state in ('FLOWING', 'PROBING', 'CLOSED')
  and (closed_until is null or closed_until < systimestamp + cast(:#seconds as number(9)) * interval '1' second)
