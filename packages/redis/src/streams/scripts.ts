import { Script } from '../connection/Script.js';
import { OWNED } from '../owners/scripts.js';

// KEYS[1] is the base of all keys of a shard, as for its store. Behind it are: `:feed` (a hash: who tells, the number of the last
// message, and the stream that is written to), three streams `:feed:0` to `:feed:2`, and `:roles` (a hash by guild).
//
// Redis keeps the bytes of a deleted entry for as long as others lie beside it. So there are three streams, and the oldest one is
// removed as a whole when the next one begins.

/** How long one stream is written to. It goes when two more have begun: its content is gone within 60 s, whatever happens. */
export const SEGMENT_MS = 18_000;
export const SEGMENTS = 3;
/** Without an owner, a stream goes after so long. */
const KEEP_MS = SEGMENTS * SEGMENT_MS + 2_000;
/** Questions that an owner takes at a time. */
const MOST_ASKS = 64;
/** … and that wait for one. */
const MOST_WAITING = 1_024;
/** Nobody waits for an owner that has been silent for so long. */
const ASKS_MS = 10_000;
/** A stream has no more entries. */
const MOST_ENTRIES = 8_192;

/**
 * ARGV: owner, token, number, looked at, as of, ms until the shard expires, then the numbers of guilds in three lists, and the lists:
 * what is new, roles, ended. Gives 1, or 0 if the caller does not own the shard, the time, and what readers ask.
 */
export const TELL = new Script(`${OWNED}
if not isOwner() then return { 0, now } end
local feed = KEYS[1] .. ':feed'
local run = ARGV[2] .. '.' .. ARGV[1]
local told = redis.call('HMGET', feed, 'run', 'at', 'slot')
local at, slot = tonumber(told[2] or 0), tonumber(told[3] or 0)
local isNew = told[1] ~= run
if isNew then
	for i = 0, ${SEGMENTS - 1} do redis.call('DEL', feed .. ':' .. i) end
end
if isNew or now - at >= ${SEGMENT_MS} or now < at then
	slot = (slot + 1) % ${SEGMENTS}
	redis.call('DEL', feed .. ':' .. slot)
	redis.call('HSET', feed, 'run', run, 'at', string.format('%d', now), 'slot', slot)
	at = now
end
redis.call('HSET', feed, 'number', ARGV[3])
local stream = feed .. ':' .. slot
local fields = { '', run, '', ARGV[4], '', ARGV[5] }
local place = 10
for _ = 1, tonumber(ARGV[7]) do
	fields[#fields + 1] = ARGV[place]
	fields[#fields + 1] = ARGV[place + 1]
	place = place + 2
end
redis.call('XADD', stream, 'MAXLEN', '~', ${MOST_ENTRIES}, ARGV[2] .. '-' .. ARGV[3], unpack(fields))
redis.call('PEXPIRE', stream, at + ${KEEP_MS} - now)
local roles = KEYS[1] .. ':roles'
for _ = 1, tonumber(ARGV[8]) do
	redis.call('HSET', roles, ARGV[place], ARGV[place + 1])
	place = place + 2
end
for _ = 1, tonumber(ARGV[9]) do
	redis.call('HDEL', roles, ARGV[place])
	place = place + 1
end
redis.call('PEXPIRE', feed, ARGV[6])
redis.call('PEXPIRE', roles, ARGV[6])
local asks = redis.call('LRANGE', KEYS[1] .. ':asks', 0, ${MOST_ASKS - 1})
if #asks > 0 then redis.call('LTRIM', KEYS[1] .. ':asks', #asks, -1) end
return { 1, now, asks }
`);

/** ARGV: question. The owner takes it when it writes next, within a second. */
export const ASK = new Script(`
local asks = KEYS[1] .. ':asks'
redis.call('RPUSH', asks, ARGV[1])
redis.call('LTRIM', asks, -${MOST_WAITING}, -1)
redis.call('PEXPIRE', asks, ${ASKS_MS})
`);

/** ARGV: guild. Gives what the store says of its block, its roles, and the run and the number of the last message. */
export const LOOK = new Script(`
local feed = redis.call('HMGET', KEYS[1] .. ':feed', 'run', 'number', 'slot')
return { redis.call('HGET', KEYS[1] .. ':rosters', ARGV[1]), redis.call('HGET', KEYS[1] .. ':roles', ARGV[1]), feed[1], feed[2], feed[3] }
`);
