import { canonicalMember } from '../checking/canonicalMember.js';
import { Digest, digestOf } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import { measureFetch } from '../measuring/measureFetch.js';
import { measureReads } from '../measuring/measureReads.js';
import { UpdateWatch } from '../measuring/UpdateWatch.js';
import { type SideName, sides } from '../sides/index.js';
import { mapRows } from '../sides/mapRows.js';
import type { Side } from '../sides/Side.js';
import type { Target } from '../sides/Target.js';
import type { SideCommands } from './SideCommands.js';
import { serve } from './serve.js';

// One side in a fresh process of its own; the name of the side is the first argument.

let target: Target;
let side: Side;
let watch: UpdateWatch;

serve<SideCommands>({
	async connect(options) {
		target = options.target;
		const { connect } = await sides[process.argv[2] as SideName].load();
		side = await connect(target);
		await side.fetchAll(target.warmUp.id);
		await measureReads(side, target.warmUp);
	},

	fetch: () => measureFetch(side, target.guild.id),

	read: () => measureReads(side, target.guild),

	async digest() {
		const digest = await digestOf(mapRows(await side.rows(target.guild.id), canonicalRow));
		const raw = await side.rawRows?.(target.guild.id);
		return { digest, rawDigest: raw && (await digestOf(mapRows(raw, canonicalMember))) };
	},

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
});
