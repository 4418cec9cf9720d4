import { Script } from '../../connection/Script.js';

/**
 * A window is kept as "<Redis ms at which it opens> <Redis ms up to which others say that it is shut> <holder>". What others say
 * counts if the holder opens it sooner.
 */
const WINDOW = `
local function read(key)
	local at, others, by = string.match(redis.call('GET', key) or '', '^(%d+) (%d+) (.*)$')
	if not at or tonumber(at) <= now then return 0, '', 0 end
	return tonumber(at) - now, by, math.max(0, tonumber(others) - now)
end
local function write(key, ms, by, others)
	redis.call('SET', key, string.format('%d %d %s', now + ms, now + (others or 0), by), 'PX', ms)
end
local function epochOf(key, fresh)
	local epoch = redis.call('GET', key)
	-- Written each time, so that a Redis that takes no write is noticed.
	redis.call('SET', key, epoch or fresh, 'PX', 86400000)
	return epoch or fresh
end
`;

/** KEYS: window, epoch. ARGV: holder, ms, a fresh epoch. */
export const TAKE = new Script(`${WINDOW}
local epoch = epochOf(KEYS[2], ARGV[3])
local wait, by, others = read(KEYS[1])
if wait > 0 and by ~= ARGV[1] then return { wait, epoch } end
write(KEYS[1], tonumber(ARGV[2]), ARGV[1], others)
return { 0, epoch }
`);

/** KEYS: windows. ARGV: for each its ms and holder. */
export const SHUT = new Script(`${WINDOW}
for i, key in ipairs(KEYS) do
	local ms, holder = tonumber(ARGV[2 * i - 1]), ARGV[2 * i]
	local wait, by, others = read(key)
	local isOurs = wait == 0 or by == holder
	if ms > wait then write(key, ms, isOurs and holder or '-', others)
	elseif not isOurs and ms > others then write(key, wait, by, ms) end
end
`);

/** KEYS: window. ARGV: holder, ms. */
export const CORRECT = new Script(`${WINDOW}
local ms = tonumber(ARGV[2])
local wait, by, others = read(KEYS[1])
if by == ARGV[1] and ms < others then write(KEYS[1], others, '-')
elseif by == ARGV[1] and ms <= 0 then redis.call('DEL', KEYS[1])
elseif by == ARGV[1] then write(KEYS[1], ms, by, others)
elseif ms > wait then write(KEYS[1], ms, '-') end
`);

/** KEYS: epoch, windows. ARGV: a fresh epoch. */
export const LOOK = new Script(`${WINDOW}
local seen = { epochOf(KEYS[1], ARGV[1]) }
for i = 2, #KEYS do
	local wait, by = read(KEYS[i])
	seen[#seen + 1] = wait
	seen[#seen + 1] = by
end
return seen
`);
