-- An attempt wants to be logged in: it gets the saved login, or the turn to log in, or waits for who has the turn.
-- KEYS[1] saved_login:{<account>}, KEYS[2] login_turn:{<account>}, KEYS[3] login_turns:{<account>} (a counter)
-- ARGV    the attempt, how long the turn is its own unless it is renewed (milliseconds)
-- Answer  {'saved', field, value, …}, {'turn', number} or {'waiting', attempt that has the turn}
local saved = redis.call('HGETALL', KEYS[1])
if #saved > 0 then
  table.insert(saved, 1, 'saved')
  return saved
end
local holder = redis.call('HGET', KEYS[2], 'holder')
if holder and holder ~= ARGV[1] then
  return {'waiting', holder}
end
local number = string.format('%.0f', redis.call('INCR', KEYS[3]))
redis.call('HSET', KEYS[2], 'holder', ARGV[1], 'number', number)
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return {'turn', number}
