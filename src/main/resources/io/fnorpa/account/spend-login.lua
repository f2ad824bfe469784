-- Logins were refused: spends from the account's budget, and lets the account rest when it is used up.
-- KEYS[1] login_budget:{<account>}, a hash: refusals (in a row), refused_at, rests_until (milliseconds), why, counted (id of the
--         last one that was counted)
-- ARGV    when the last was refused, how many refusals use the budget up, how long it rests then, 1 if it is used up
--         whatever their number, what was refused last, how long it is remembered, their ids with commas, the oldest first; times in milliseconds
-- Answer  {refusals, rests_until or '' if the account never rested}
local at, allowed, rest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local refusals = tonumber(redis.call('HGET', KEYS[1], 'refusals') or '0')
local counted, last, fresh = redis.call('HGET', KEYS[1], 'counted'), nil, 0
for id in string.gmatch(ARGV[7], '[^,]+') do
  fresh = fresh + 1
  if id == counted then fresh = 0 end  -- the answer was lost then: they are told again
  last = id
end
refusals = refusals + fresh
if ARGV[4] == '1' and refusals < allowed then
  refusals = allowed
end
redis.call('HSET', KEYS[1], 'refusals', refusals, 'refused_at', ARGV[1], 'why', ARGV[5], 'counted', last)
-- A later end stays: these refusals may be told late, after a time without Valkey.
local until_now = tonumber(redis.call('HGET', KEYS[1], 'rests_until') or '0')
if refusals >= allowed and at + rest > until_now then
  redis.call('HSET', KEYS[1], 'rests_until', string.format('%.0f', at + rest))
end
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return {refusals, redis.call('HGET', KEYS[1], 'rests_until') or ''}
