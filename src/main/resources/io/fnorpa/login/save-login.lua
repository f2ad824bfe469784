-- Saves a login and gives the turn back, unless a later turn was given since: who froze in its login must not overwrite
-- a newer one.
-- KEYS[1] saved_login:{<account>}, KEYS[2] login_turn:{<account>}, KEYS[3] login_turns:{<account>}
-- ARGV    the turn's number, how long the login lives (milliseconds), then the fields and values of the saved login
-- Answer  1 if it is saved, else 0
if redis.call('GET', KEYS[3]) ~= ARGV[1] then
  return 0
end
local fields = {}
for i = 3, #ARGV do
  fields[#fields + 1] = ARGV[i]
end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('HSET', KEYS[1], unpack(fields))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
