-- A login went well: gives the whole budget back, unless a login was refused since that one began.
-- KEYS[1] login_budget:{<account>}
-- ARGV    refusals and refused_at (milliseconds) as they were when the login began
-- Answer  1 if the budget is whole again, 0 if a later refusal stays counted
if redis.call('HGET', KEYS[1], 'refusals') ~= ARGV[1] or redis.call('HGET', KEYS[1], 'refused_at') ~= ARGV[2] then
  return 0
end
return redis.call('DEL', KEYS[1])
