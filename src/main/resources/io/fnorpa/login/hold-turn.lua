-- Renews the turn to log in, or gives it back, if it is still that of this number.
-- KEYS[1] login_turn:{<account>}
-- ARGV    the turn's number, how long it is renewed for (milliseconds; 0 gives it back)
-- Answer  1 if it was, else 0
if redis.call('HGET', KEYS[1], 'number') ~= ARGV[1] then
  return 0
end
if ARGV[2] == '0' then
  redis.call('DEL', KEYS[1])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 1
