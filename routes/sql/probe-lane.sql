-- The time of closing is over: one job may try.
update lane set state = 'PROBING', updated_at = systimestamp where provider = :#provider and state = 'CLOSED'
