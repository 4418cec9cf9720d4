import { Script } from '../connection/Script.js';
import { OWNED } from '../owners/scripts.js';

// KEYS[1] is the base of all keys of a shard. Behind it are: `:owner`, `:head` (a hash of what is said of the shard), `:facts`
// (a hash by guild), `:rosters` (a hash by guild of "<block> <sum> <description>") and `:block:<block>` with the bytes.

/** Guilds of one look: Redis does nothing else meanwhile. */
const SCANNED = 128;

const HELPERS = `
local head, facts, rosters = KEYS[1] .. ':head', KEYS[1] .. ':facts', KEYS[1] .. ':rosters'
local function blockOf(roster) return KEYS[1] .. ':block:' .. (string.match(roster, '^%S+') or '') end
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

/** A command takes so many arguments at most: Lua has room for some thousands. */
const ARGUMENTS = 1_000;

/**
 * Redis does nothing else meanwhile, so the caller says all that it knows, and each command is about many guilds.
 *
 * ARGV: owner, token, generation that is there, ms until all of it expires, saved at, session, identity ("" leaves it), the name
 * of the facts that were sent before ("" without any), then the length of each list and the lists: guilds that are removed, guilds
 * without a roster, blocks that go, blocks that were sent before, and pairs of a guild and "<block> <sum> <description>".
 *
 * Gives 1, or 0 if the caller does not own the shard or what is there is not what it committed, or -1 if a part is gone that was sent before.
 */
export const COMMIT = new Script(`${OWNED}${HELPERS}
if not isOwner() then return 0 end
if (redis.call('HGET', head, 'generation') or '0') ~= ARGV[3] then return 0 end
local staged = KEYS[1] .. ':staged:' .. ARGV[8]
if ARGV[8] ~= '' and redis.call('EXISTS', staged) == 0 then return -1 end
local starts = { 14 }
for list = 1, 5 do starts[list + 1] = starts[list] + ARGV[8 + list] end
local function inParts(list, visit)
	for first = starts[list], starts[list + 1] - 1, ${ARGUMENTS} do
		visit(first, math.min(first + ${ARGUMENTS}, starts[list + 1]) - 1)
	end
end
for _, list in ipairs({ 3, 4 }) do
	for i = starts[list], starts[list + 1] - 1 do ARGV[i] = KEYS[1] .. ':block:' .. ARGV[i] end
end
local there = 0
inParts(4, function(first, last) there = there + redis.call('EXISTS', unpack(ARGV, first, last)) end)
if there < starts[5] - starts[4] then return -1 end
inParts(1, function(first, last)
	redis.call('HDEL', facts, unpack(ARGV, first, last))
	redis.call('HDEL', KEYS[1] .. ':roles', unpack(ARGV, first, last))
end)
inParts(2, function(first, last) redis.call('HDEL', rosters, unpack(ARGV, first, last)) end)
inParts(3, function(first, last) redis.call('DEL', unpack(ARGV, first, last)) end)
if redis.call('EXISTS', facts) == 0 and ARGV[8] ~= '' then
	redis.call('RENAME', staged, facts)
elseif ARGV[8] ~= '' then
	local told = redis.call('HGETALL', staged)
	for first = 1, #told, ${ARGUMENTS} do
		redis.call('HSET', facts, unpack(told, first, math.min(first + ${ARGUMENTS}, #told + 1) - 1))
	end
	redis.call('DEL', staged)
end
for i = starts[4], starts[5] - 1 do redis.call('PEXPIRE', ARGV[i], ARGV[4]) end
inParts(5, function(first, last) redis.call('HSET', rosters, unpack(ARGV, first, last)) end)
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
