import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { MemberTable } from '../roster/MemberTable.js';
import { GROUP_ROWS } from './blockFormat.js';
import { decodeRoster } from './decodeRoster.js';
import { encodeRoster } from './encodeRoster.js';

const GUILD = '81384788765712384';

function realistic(members: number): MemberTable {
	const world = new DiscordEmulator({ guilds: [{ members }] }).world.guild();
	const table = new MemberTable({ expected: members });
	for (const member of world.members()) table.set(member as RawMember);
	return table;
}

/** How many turns of the event loop other work gets meanwhile. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
	let turns = 0;
	let isOver = false;
	const count = () => {
		turns++;
		if (!isOver) setImmediate(count);
	};
	setImmediate(count);
	await work();
	isOver = true;
	return turns;
}

it.each([300, 20_000])('takes at most 60 bytes for each of %i realistic members', async (members) => {
	const table = realistic(members);
	const block = await encodeRoster(table.view(), GUILD);
	expect(block.length / members).toBeLessThanOrEqual(60);
	const restored = await decodeRoster(block, GUILD);
	expect([...(restored?.view() ?? [])]).toStrictEqual([...table.view()]);
});

it('leaves other work a turn after each group of rows, both ways', async () => {
	const groups = 6;
	const table = realistic(groups * GROUP_ROWS);
	let block: Buffer = Buffer.alloc(0);
	const encoding = await turnsDuring(async () => {
		block = await encodeRoster(table.view(), GUILD);
	});
	const decoding = await turnsDuring(() => decodeRoster(block, GUILD));
	expect(Math.min(encoding, decoding)).toBeGreaterThanOrEqual(groups);
});

it('keeps the moment at which it began, whatever happens meanwhile', async () => {
	const table = realistic(3 * GROUP_ROWS);
	const view = table.view();
	const before = [...view.ids()];
	const encoding = encodeRoster(view, GUILD);
	for (const id of before.slice(0, 4_000)) table.delete(id);
	const restored = await decodeRoster(await encoding, GUILD);
	expect([...(restored?.view().ids() ?? [])]).toEqual(before);
});

it('has no list for a guild without members', async () => {
	const restored = await decodeRoster(await encodeRoster(new MemberTable().view(), GUILD), GUILD);
	expect(restored?.size).toBe(0);
});
