import { Script } from '../connection/Script.js';
import { OWNED } from '../owners/scripts.js';

// KEYS[1] is the base of all keys of a shard. Behind it are: `:owner`, `:head` (a hash of what is said of the shard), `:facts`
// (a hash by guild), `:rosters` (a hash by guild of "<block> <sum> <description>") and `:block:<block>` with the bytes.

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

/** Gives generation, saved at, session and identity, then facts and rosters, each as a list of guilds and texts. */
export const LOAD = new Script(`${HELPERS}
return {
	redis.call('HMGET', head, 'generation', 'savedAt', 'session', 'identity'),
	redis.call('HGETALL', facts),
	redis.call('HGETALL', rosters),
}
`);

/** Keeps everything for longer. ARGV: ms. Gives the guilds whose blocks are gone. */
export const TOUCH = new Script(`${HELPERS}
local gone = {}
local all = redis.call('HGETALL', rosters)
for i = 1, #all, 2 do
	if redis.call('PEXPIRE', blockOf(all[i + 1]), ARGV[1]) == 0 then gone[#gone + 1] = all[i] end
end
for _, key in ipairs({ KEYS[1] .. ':owner', head, facts, rosters }) do redis.call('PEXPIRE', key, ARGV[1]) end
return gone
`);

/** Removes a shard that nobody owns. */
export const REMOVE = new Script(`${HELPERS}
local owner = KEYS[1] .. ':owner'
if tonumber(redis.call('HGET', owner, 'until') or 0) > now then return 0 end
for _, roster in ipairs(redis.call('HVALS', rosters)) do redis.call('DEL', blockOf(roster)) end
local feed = KEYS[1] .. ':feed'
redis.call('DEL', owner, head, facts, rosters, KEYS[1] .. ':roles', feed, feed .. ':0', feed .. ':1', feed .. ':2')
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
