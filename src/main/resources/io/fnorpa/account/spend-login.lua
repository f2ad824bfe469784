-- A login was refused: spends from the account's budget, and lets the account rest when it is used up.
-- KEYS[1] login_budget:{<account>}, a hash: refusals (in a row), refused_at, rests_until (milliseconds), why
-- ARGV    now, how many refusals use the budget up, how long it rests then, 1 if this one uses it up by itself,
--         what was refused, how long it is remembered; times in milliseconds
-- Answer  {refusals, rests_until or '' if the account never rested}
local now, allowed, rest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local refusals = tonumber(redis.call('HGET', KEYS[1], 'refusals') or '0') + 1
if ARGV[4] == '1' and refusals < allowed then
  refusals = allowed
end
redis.call('HSET', KEYS[1], 'refusals', refusals, 'refused_at', ARGV[1], 'why', ARGV[5])
if refusals >= allowed then
  redis.call('HSET', KEYS[1], 'rests_until', string.format('%.0f', now + rest))
end
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return {refusals, redis.call('HGET', KEYS[1], 'rests_until') or ''}
