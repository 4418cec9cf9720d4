import { Script } from '../connection/Script.js';
import { OWNED } from '../owners/scripts.js';

// KEYS[1] is the base of all keys of a shard. Behind it are: `:owner`, `:head` (a hash of what is said of the shard), `:facts`
// (a hash by guild), `:rosters` (a hash by guild of "<block> <sum> <description>") and `:block:<block>` with the bytes.

/** Guilds of one look: Redis does nothing else meanwhile. */
const SCANNED = 128;

const HELPERS = `
local head, facts, rosters = KEYS[1] .. ':head', KEYS[1] .. ':facts', KEYS[1] .. ':rosters'
local function blockOf(roster) return KEYS[1] .. ':block:' .. (string.match(roster, '^%S+') or '') end
local function drop(guild)
	local roster = redis.call('HGET', rosters, guild)
	if not roster then return end
	redis.call('DEL', blockOf(roster))
	redis.call('HDEL', rosters, guild)
end
`;

/** ARGV: owner, token, name of the block, ms that it is kept unless it is committed, bytes. */
export const PUT = new Script(`${OWNED}
if not isOwner() then return 0 end
redis.call('SET', KEYS[1] .. ':block:' .. ARGV[3], ARGV[5], 'PX', ARGV[4])
return 1
`);

/** ARGV: owner, token, name of these facts, ms that they are kept unless they are committed, guilds and their texts. */
export const STAGE = new Script(`${OWNED}
if not isOwner() then return 0 end
local staged = KEYS[1] .. ':staged:' .. ARGV[3]
for i = 5, #ARGV, 2 do redis.call('HSET', staged, ARGV[i], ARGV[i + 1]) end
redis.call('PEXPIRE', staged, ARGV[4])
return 1
`);

/**
 * ARGV: owner, token, generation that is there, ms until all of it expires, saved at, session, identity ("" leaves it), the name
 * of the facts that were sent before ("" without any), then the number of guilds in each list and the lists: removed, dropped,
 * rosters with block, sum and description, descriptions alone.
 *
 * Gives 1, or 0 if the caller does not own the shard or what is there is not what it committed, or -1 if a part is gone that was sent before.
 */
export const COMMIT = new Script(`${OWNED}${HELPERS}
if not isOwner() then return 0 end
if (redis.call('HGET', head, 'generation') or '0') ~= ARGV[3] then return 0 end
local at = 13
local function each(count, width, visit)
	for _ = 1, tonumber(count) do
		visit(unpack(ARGV, at, at + width - 1))
		at = at + width
	end
end
local put = 13 + ARGV[9] + ARGV[10]
local staged = KEYS[1] .. ':staged:' .. ARGV[8]
if ARGV[8] ~= '' and redis.call('EXISTS', staged) == 0 then return -1 end
for i = 0, ARGV[11] - 1 do
	if redis.call('EXISTS', KEYS[1] .. ':block:' .. ARGV[put + 4 * i + 1]) == 0 then return -1 end
end
each(ARGV[9], 1, function(guild)
	drop(guild)
	redis.call('HDEL', facts, guild)
	redis.call('HDEL', KEYS[1] .. ':roles', guild)
end)
each(ARGV[10], 1, drop)
local told = redis.call('HGETALL', staged)
for i = 1, #told, 2 do redis.call('HSET', facts, told[i], told[i + 1]) end
redis.call('DEL', staged)
each(ARGV[11], 4, function(guild, block, sum, info)
	drop(guild)
	redis.call('PEXPIRE', KEYS[1] .. ':block:' .. block, ARGV[4])
	redis.call('HSET', rosters, guild, block .. ' ' .. sum .. ' ' .. info)
end)
each(ARGV[12], 2, function(guild, info)
	local roster = redis.call('HGET', rosters, guild)
	if roster then redis.call('HSET', rosters, guild, string.match(roster, '^%S+ %S+ ') .. info) end
end)
redis.call('HSET', head, 'savedAt', ARGV[5], 'session', ARGV[6])
if ARGV[7] ~= '' then redis.call('HSET', head, 'identity', ARGV[7]) end
redis.call('HINCRBY', head, 'generation', 1)
for _, key in ipairs({ owner, head, facts, rosters }) do redis.call('PEXPIRE', key, ARGV[4]) end
return 1
`);

/** Gives generation, saved at, session and identity. */
export const HEAD = new Script(`
return redis.call('HMGET', KEYS[1] .. ':head', 'generation', 'savedAt', 'session', 'identity')
`);

/** Reads a part of what is said of guilds. ARGV: 'facts' or 'rosters', where to go on. Gives where to go on, then guilds and texts. */
export const SCAN = new Script(`
return redis.call('HSCAN', KEYS[1] .. ':' .. ARGV[1], ARGV[2], 'COUNT', ${SCANNED})
`);

/** Keeps blocks for longer. ARGV: ms, names of blocks. Gives the names of those that are gone. */
export const TOUCH = new Script(`
local gone = {}
for i = 2, #ARGV do
	if redis.call('PEXPIRE', KEYS[1] .. ':block:' .. ARGV[i], ARGV[1]) == 0 then gone[#gone + 1] = ARGV[i] end
end
for _, name in ipairs({ ':owner', ':head', ':facts', ':rosters' }) do redis.call('PEXPIRE', KEYS[1] .. name, ARGV[1]) end
return gone
`);

/** Removes a part of a shard that nobody owns. Gives 1 when all is gone, 2 if there is more, 0 if somebody owns it. */
export const REMOVE = new Script(`${HELPERS}
local owner = KEYS[1] .. ':owner'
if tonumber(redis.call('HGET', owner, 'until') or 0) > now then return 0 end
local place, found = '0', {}
repeat
	local part = redis.call('HSCAN', rosters, place, 'COUNT', ${SCANNED})
	place, found = part[1], part[2]
until #found > 0 or place == '0'
for i = 1, #found, 2 do
	redis.call('UNLINK', blockOf(found[i + 1]))
	redis.call('HDEL', rosters, found[i])
end
if redis.call('EXISTS', rosters) == 1 then return 2 end
local feed = KEYS[1] .. ':feed'
redis.call('UNLINK', owner, head, facts, rosters, KEYS[1] .. ':roles', KEYS[1] .. ':asks', feed, feed .. ':0', feed .. ':1', feed .. ':2')
return 1
`);

/** A list of names, each with the moment at which it goes. KEYS: the list. ARGV: ms, name to add. */
export const NOTE = new Script(`
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], string.format('%d', now + ARGV[1]), ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
`);

/** KEYS: a list of names. */
export const NAMES = new Script(`
return redis.call('ZRANGEBYSCORE', KEYS[1], string.format('(%d', now), '+inf')
`);

/** KEYS: a list of names. ARGV: a name. */
export const UNNOTE = new Script(`redis.call('ZREM', KEYS[1], ARGV[1])`);
