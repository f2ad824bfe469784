-- Adds to an account's figures of one day.
-- KEYS[1] totp_metrics:<provider>:<date>
-- ARGV    to be added: codes generated, codes consumed, successful logins; then the record's life in seconds
local usage = cjson.decode(redis.call('GET', KEYS[1]) or '{}')
usage.codes_generated = (usage.codes_generated or 0) + tonumber(ARGV[1])
usage.codes_consumed = (usage.codes_consumed or 0) + tonumber(ARGV[2])
usage.successful_auths = (usage.successful_auths or 0) + tonumber(ARGV[3])
usage.success_rate = 0
if usage.codes_consumed > 0 then
  usage.success_rate = math.floor(usage.successful_auths / usage.codes_consumed * 10000 + 0.5) / 10000
end
redis.call('SET', KEYS[1], cjson.encode(usage), 'EX', ARGV[4])
return redis.status_reply('OK')
