-- Logins were refused: spends from the account's budget, and lets the account rest when it is used up.
-- KEYS[1] login_budget:{<account>}, a hash: refusals (in a row), refused_at, rests_until (milliseconds), why
-- ARGV    when the last was refused, how many refusals use the budget up, how long it rests then, 1 if it is used up
--         whatever their number, what was refused last, how long it is remembered, how many they are; times in milliseconds
-- Answer  {refusals, rests_until or '' if the account never rested}
local at, allowed, rest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local refusals = tonumber(redis.call('HGET', KEYS[1], 'refusals') or '0') + tonumber(ARGV[7])
if ARGV[4] == '1' and refusals < allowed then
  refusals = allowed
end
redis.call('HSET', KEYS[1], 'refusals', refusals, 'refused_at', ARGV[1], 'why', ARGV[5])
-- A later end stays: these refusals may be told late, after a time without Valkey.
local until_now = tonumber(redis.call('HGET', KEYS[1], 'rests_until') or '0')
if refusals >= allowed and at + rest > until_now then
  redis.call('HSET', KEYS[1], 'rests_until', string.format('%.0f', at + rest))
end
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return {refusals, redis.call('HGET', KEYS[1], 'rests_until') or ''}
