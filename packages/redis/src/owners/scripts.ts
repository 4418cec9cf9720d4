import { Script } from '../connection/Script.js';

/**
 * Begins every script that writes what a shard saved. KEYS[1] is the base of all keys of the shard, which lie in one slot of a
 * cluster. ARGV[1] names the owner, and ARGV[2] is its token. A shard is owned until a moment of Redis time, and the token
 * rises with each owner, so that one who was stopped and wakes up finds another token, or a moment that has passed.
 */
export const OWNED = `
local owner = KEYS[1] .. ':owner'
local function isOwner()
	local told = redis.call('HMGET', owner, 'by', 'token', 'until')
	return told[1] == ARGV[1] and told[2] == ARGV[2] and tonumber(told[3]) > now
end
`;

/**
 * ARGV: a new owner's name, ms, ms until the key expires. Gives the token, or 0 if somebody owns the shard, then for how many ms
 * and until when, in Redis time.
 */
export const ACQUIRE = new Script(`
local owner = KEYS[1] .. ':owner'
local till = tonumber(redis.call('HGET', owner, 'until') or 0)
if till > now then return { 0, till - now, till } end
local token = redis.call('HINCRBY', owner, 'token', 1)
redis.call('HSET', owner, 'by', ARGV[1], 'until', string.format('%d', now + ARGV[2]))
redis.call('PEXPIRE', owner, ARGV[3])
return { token, 0, 0 }
`);

/** Gives 1 if nobody owns the shard. */
export const FREE = new Script(`
return tonumber(redis.call('HGET', KEYS[1] .. ':owner', 'until') or 0) > now and 0 or 1
`);

/** ARGV: owner, token, ms. */
export const RENEW = new Script(`${OWNED}
if not isOwner() then return 0 end
redis.call('HSET', owner, 'until', string.format('%d', now + ARGV[3]))
return 1
`);

/** ARGV: owner, token. */
export const RELEASE = new Script(`${OWNED}
if isOwner() then redis.call('HSET', owner, 'until', 0) end
`);
