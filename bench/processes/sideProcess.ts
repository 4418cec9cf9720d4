import { canonicalMember } from '../checking/canonicalMember.js';
import { Digest, digestOf } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import { ListenWatch } from '../measuring/ListenWatch.js';
import { type MeasuredFetch, measureFetch } from '../measuring/measureFetch.js';
import { measureGets } from '../measuring/measureGets.js';
import { measureObjectReads } from '../measuring/measureObjectReads.js';
import { measureReads } from '../measuring/measureReads.js';
import { measureFilter, measureStream } from '../measuring/measureStalls.js';
import { measureWalk } from '../measuring/measureWalk.js';
import { memoryKept } from '../measuring/memoryKept.js';
import { startTiming } from '../measuring/startTiming.js';
import { UpdateWatch } from '../measuring/UpdateWatch.js';
import { type SideName, sides } from '../sides/index.js';
import { mapRows } from '../sides/mapRows.js';
import type { Side } from '../sides/Side.js';
import type { GuildTarget, Target } from '../sides/Target.js';
import { measureSmallGuilds } from '../smallGuilds/measureSmallGuilds.js';
import type { MeasuredObjects, SideCommands } from './SideCommands.js';
import { serve } from './serve.js';

// One side in a fresh process of its own; the name of the side is the first argument.

let target: Target;
let side: Side;
let watch: UpdateWatch;
let listening: ListenWatch | undefined;
let fetched: MeasuredFetch;

serve<SideCommands>({
	async connect(options) {
		target = options.target;
		const { connect } = await sides[process.argv[2] as SideName].load();
		side = await connect(target);
		await side.fetchAll(target.warmUp.id);
		await measureReads(side, target.warmUp);
		await readObjects(target.warmUp);
	},

	async fetch() {
		fetched = await measureFetch(side, target.guild.id);
		return fetched;
	},

	fetchSmallGuilds: (options) => measureSmallGuilds(side, options.target),

	read: () => measureReads(side, target.guild),

	async digest() {
		const digest = await digestOf(mapRows(await side.rows(target.guild.id), canonicalRow));
		const raw = await side.rawRows?.(target.guild.id);
		return { digest, rawDigest: raw && (await digestOf(mapRows(raw, canonicalMember))) };
	},

	async callAgain() {
		const time = startTiming();
		const count = await side.fetchAll(target.guild.id);
		return { count, ms: time() };
	},

	readObjects: () => readObjects(target.guild),

	watch() {
		if (!side.rowNow) return false;
		watch = new UpdateWatch(side.rowNow, target);
		return true;
	},

	async watched({ ids }) {
		const cpuMs = await watch.seen;
		const digest = new Digest();
		for (const id of ids) {
			const row = await side.rowNow?.(target.guild.id, id);
			digest.add(row ? canonicalRow(row) : null);
		}
		return { cpuMs, digest: digest.toString() };
	},

	listen({ lastNick }) {
		const { listen } = side;
		if (!listen) return false;
		listening = new ListenWatch((onUpdate) => listen(target.guild.id, onUpdate), lastNick);
		return true;
	},

	async listened() {
		if (!listening) throw new Error('Nobody listens.');
		const { heard, cpuMs } = await listening.done;
		listening = undefined; // what it heard is not kept by the side
		return { cpuMs, digest: await digestOf(heard) };
	},

	keptNow: async () => ((await memoryKept()) - fetched.keptBefore) / fetched.count,

	stream: () => side.stream && measureStream(side.stream, target.fresh),
});

async function readObjects(guild: GuildTarget): Promise<MeasuredObjects> {
	const reads = await measureObjectReads(side, guild);
	const filter = side.stream && (await measureFilter(side, guild));
	const members = side.cached?.(guild.id);
	const found = { reads, ...(filter && { filter }) };
	if (!members) return found;
	return { ...found, cache: { gets: await measureGets(members, guild), walk: await measureWalk(members) } };
}
