-- Hands out the lowest free time step of an account, once and only forward.
-- KEYS[1]  totp_step:{<account>}, a hash: 'last' is the last step handed out, 'given' the codes that may still live,
--          'period' the length of a step in milliseconds that both are counted in
-- ARGV[1]  number of the first step that may be handed out
-- ARGV[2]  a code lives so many steps after its own
-- ARGV[3]  the caller's clock, in milliseconds since 1970
-- ARGV[4]  so many milliseconds it may be from this server's clock
-- ARGV[5]  length of a step in milliseconds
-- ARGV[6…] the digits of that step and of those after it
-- Answer   {1, step, this server's clock}; {0, last step handed out, clock} if none of them is free; {-1, last step
--          handed out, clock} if the clocks are too far apart: a step far ahead would bar all those before it for good
local first, life, period = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[5])
local last = tonumber(redis.call('HGET', KEYS[1], 'last') or '-1')
local given = cjson.decode(redis.call('HGET', KEYS[1], 'given') or '[]')

-- The FNO's period was changed: what was handed out counts until the time at which its old step ends, or its code dies.
local counted = tonumber(redis.call('HGET', KEYS[1], 'period') or ARGV[5])
local function converted(step)
  return math.ceil((step + 1) * counted / period) - 1
end
if counted ~= period then
  last = converted(last)
  for _, code in ipairs(given) do
    code.step = math.max(converted(code.step), converted(code.step + life) - life)
  end
end

local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
if math.abs(clock - tonumber(ARGV[3])) > tonumber(ARGV[4]) then
  return {-1, last, clock}
end

local function lives(digits, step)
  for _, code in ipairs(given) do
    if code.digits == digits and step - code.step <= life then
      return true
    end
  end
  return false
end

for i = 6, #ARGV do
  local step = first + i - 6
  if step > last and not lives(ARGV[i], step) then
    local kept = {}
    for _, code in ipairs(given) do
      if step - code.step <= life then
        kept[#kept + 1] = code
      end
    end
    kept[#kept + 1] = {step = step, digits = ARGV[i]}
    redis.call('HSET', KEYS[1], 'last', string.format('%.0f', step), 'given', cjson.encode(kept), 'period', ARGV[5])
    return {1, step, clock}
  end
end
return {0, last, clock}
