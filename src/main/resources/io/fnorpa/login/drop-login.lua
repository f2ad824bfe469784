-- Forgets the saved login of this number; a newer one stays.
-- KEYS[1] saved_login:{<account>}
-- ARGV    the login's number
-- Answer  1 if it was there, else 0
if redis.call('HGET', KEYS[1], 'number') ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[1])
