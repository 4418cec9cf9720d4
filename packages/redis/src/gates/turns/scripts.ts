import { Script } from '../../connection/Script.js';

// A bucket is a hash. The turns of REST are a list of the moments at which requests may be sent, the newest first.

/**
 * Before an answer has told the size of the bucket, one page at a time is asked for; the answers of the other routes do not tell
 * it, and only a refusal counts for all. A request that is open when the bucket is
 * refilled may be counted before or after that, so it counts in both. One of a process that died is open for 15 s.
 *
 * KEYS: turns, bucket, open requests. ARGV: requests a second, most ms to take a turn ahead, 1 for pages.
 */
export const TURN = new Script(`
local most = tonumber(ARGV[2])
local at = now
local nth = redis.call('LINDEX', KEYS[1], tonumber(ARGV[1]) - 1)
if nth then at = math.max(now, tonumber(nth) + 1000) end
local told = redis.call('HMGET', KEYS[2], 'limit', 'left', 'refillsAt', 'windowMs', 'triedUntil', 'refusedUntil')
if tonumber(told[6] or 0) > now then return { 0, tonumber(told[6]) - now } end
local limit, left, refillsAt = tonumber(told[1]), tonumber(told[2]), tonumber(told[3])
if limit then
	if at >= refillsAt then
		redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - 15000)
		left, refillsAt = math.max(1, limit - redis.call('ZCARD', KEYS[3])), at + tonumber(told[4])
	end
	if left <= 0 then return { 0, math.max(refillsAt - now, 1) } end
elseif tonumber(told[5] or 0) > now then
	return { 0, math.min(tonumber(told[5]) - now, 50) }
end
if at - now > most then return { 0, at - now } end
redis.call('LPUSH', KEYS[1], string.format('%d', at))
redis.call('LTRIM', KEYS[1], 0, 49)
redis.call('PEXPIRE', KEYS[1], 5000)
if limit then
	redis.call('HSET', KEYS[2], 'left', left - 1, 'refillsAt', string.format('%d', refillsAt))
elseif ARGV[3] == '1' then
	redis.call('HSET', KEYS[2], 'triedUntil', string.format('%d', at + 2000))
end
redis.call('ZADD', KEYS[3], string.format('%d', at), redis.call('HINCRBY', KEYS[2], 'count', 1))
redis.call('PEXPIRE', KEYS[3], 60000)
redis.call('PEXPIRE', KEYS[2], math.max(60000, (refillsAt or 0) - now + 1000))
return { 1, at - now }
`);

/** A request has ended. KEYS: bucket, open requests. */
export const END = new Script(`
redis.call('ZPOPMIN', KEYS[2])
redis.call('HDEL', KEYS[1], 'triedUntil')
`);

/** KEYS: bucket, open requests. ARGV: limit, remaining, ms until it is refilled. */
export const LEARN = new Script(`
redis.call('ZPOPMIN', KEYS[2])
local told = redis.call('HMGET', KEYS[1], 'limit', 'left', 'refillsAt', 'windowMs')
local remaining, ms = tonumber(ARGV[2]), tonumber(ARGV[3])
local left, refillsAt = tonumber(told[2]), tonumber(told[3])
local isSame = told[1] and now < refillsAt and now + ms <= refillsAt + 1000
if isSame then remaining = math.min(left, remaining) end
redis.call('HSET', KEYS[1], 'limit', ARGV[1], 'left', remaining, 'refillsAt', string.format('%d', now + ms),
	'windowMs', math.max(ms, isSame and tonumber(told[4]) or 0))
redis.call('HDEL', KEYS[1], 'triedUntil')
redis.call('PEXPIRE', KEYS[1], math.max(60000, ms + 1000))
`);

/** KEYS: bucket, open requests. ARGV: ms. */
export const REFUSE = new Script(`
redis.call('ZPOPMIN', KEYS[2])
local ms = tonumber(ARGV[1])
local refusedUntil = math.max(now + ms, tonumber(redis.call('HGET', KEYS[1], 'refusedUntil') or 0))
redis.call('HSET', KEYS[1], 'refusedUntil', string.format('%d', refusedUntil))
redis.call('HDEL', KEYS[1], 'triedUntil')
redis.call('PEXPIRE', KEYS[1], math.max(60000, refusedUntil - now + 1000))
`);

/** A hash of the invalid requests in each minute. KEYS: the hash. ARGV: count, most. */
export const INVALID = new Script(`
local minute = math.floor(now / 60000)
local count, most = tonumber(ARGV[1]), tonumber(ARGV[2])
if count > 0 then
	redis.call('HINCRBY', KEYS[1], minute, count)
	redis.call('PEXPIRE', KEYS[1], 660000)
end
local sum = 0
local minutes = {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
	local at = tonumber(all[i])
	if at <= minute - 11 then redis.call('HDEL', KEYS[1], all[i])
	else
		sum = sum + tonumber(all[i + 1])
		minutes[#minutes + 1] = { at, tonumber(all[i + 1]) }
	end
end
table.sort(minutes, function(a, b) return a[1] < b[1] end)
for _, one in ipairs(minutes) do
	if sum < most then break end
	sum = sum - one[2]
	if sum < most then return (one[1] + 11) * 60000 - now end
end
return 0
`);
