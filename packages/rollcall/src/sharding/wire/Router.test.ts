import { describe, expect, it } from 'vitest';
import { collect, inOrder, LinkWorld, NO_FAULTS } from '../../tests/LinkWorld.js';
import { Random } from '../../tests/simulation/Random.js';
import { VirtualClock } from '../../tests/VirtualClock.js';
import { MOST_OPEN, WINDOW } from './limits.js';
import { PROTOCOL } from './messages.js';
import type { OpenQuestion } from './OpenQuestion.js';

const question = { kind: 'members', options: {}, isHeard: false } as const;
const forever = (open: OpenQuestion) =>
	new Promise<undefined>((resolve) => open.signal.addEventListener('abort', () => resolve(undefined)));

/** Two processes. Process 0 asks process 1, which answers as `answer` says. */
function aWorld(answer: (open: OpenQuestion) => Promise<void> = async (open) => void (await open.put('here'))) {
	const clock = new VirtualClock();
	const answeredBy: string[] = [];
	const world = new LinkWorld(clock, new Random(1), NO_FAULTS, 2, async (child, open) => {
		answeredBy.push(child.name);
		await answer(open);
		return undefined;
	});
	const askOf = (guildId: string) => {
		const asked = world.slots[0]?.asker.ask(guildId, question);
		if (!asked) throw new Error('There is no process 0.');
		return asked;
	};
	const ending = async (guildId = '1') => (await inOrder(clock, collect(askOf(guildId)))).failure?.error.code;
	return { clock, world, askOf, ending, answeredBy };
}

describe('a question to another process', () => {
	it('is refused at once if the manager does not run the shard', async () => {
		const { clock, ending } = aWorld();
		expect([await ending('7'), clock.now()]).toEqual(['NO_OWNER', 0]);
	});

	it('waits for a process that starts, and no longer than it may', async () => {
		const { clock, world, ending, answeredBy } = aWorld();
		world.kill(1);
		world.start(1, false);
		expect([await ending(), clock.now()]).toEqual(['OWNER_AWAY', 30_000]);
		const child = world.start(1, false);
		clock.setTimer(20_000, () => {
			child.isReady = true;
			world.router.join(child.peer);
		});
		expect([await ending(), answeredBy]).toEqual([undefined, [child.name]]);
	});

	it('goes to the later of two processes that have the shard, and to the earlier one while that is not ready', async () => {
		const { world, ending, answeredBy } = aWorld();
		const [, earlier] = world.slots;
		const later = world.start(1, false);
		expect(await ending()).toBe(undefined);
		later.isReady = true;
		expect(await ending()).toBe(undefined);
		expect(answeredBy).toEqual([earlier?.name, later.name]);
	});

	it('ends at once if its process dies or closes its link', async () => {
		const { clock, world, ending } = aWorld(async (open) => void (await forever(open)));
		clock.setTimer(700, () => world.kill(1));
		expect([await ending(), clock.now()]).toEqual(['OWNER_LOST', 700]);
	});

	it('ends within a second if its process dies and nobody says so', async () => {
		const { clock, world, ending } = aWorld(async (open) => void (await forever(open)));
		clock.setTimer(700, () => {
			const child = world.slots[1];
			if (child) child.peer.isAlive = false;
		});
		expect([await ending(), clock.now()]).toEqual(['OWNER_LOST', 1_000]);
	});

	it('ends after the silence of a process that hangs', async () => {
		const { clock, world, ending } = aWorld(async (open) => void (await forever(open)));
		clock.setTimer(700, () => {
			const child = world.slots[1];
			if (child) child.peer.send = () => {}; // the parent reaches it no more
			if (child) world.router.fromOwner = () => {}; // nor does it the parent
		});
		expect([await ending(), clock.now()]).toEqual(['LINK_LOST', 10_000]);
	});

	it('is refused while a channel is full', async () => {
		const { world, ending } = aWorld();
		const child = world.slots[1];
		if (child) child.peer.isFull = true;
		expect(await ending()).toBe('LINK_FULL');
		if (child) child.peer.isFull = false;
		expect(await ending()).toBe(undefined);
	});

	it('is refused if too many are open, here or at its owner, and the others go on', async () => {
		const { clock, world, askOf } = aWorld(async (open) => void (await forever(open)));
		const asked = Array.from({ length: MOST_OPEN }, () => askOf('1'));
		expect(askOf('1').failure?.error.code).toBe('LINK_FULL');
		await clock.advance(1);
		const late = world.slots[1]?.asker.ask('1', question); // the router brings it back to the process itself
		await clock.advance(1);
		expect(late?.failure?.error.code).toBe('LINK_FULL');
		expect(asked.some(({ failure }) => failure)).toBe(false);
		for (const one of asked) one.leave();
		await clock.advance(1);
		expect([world.openCount, clock.pendingCount]).toEqual([0, 0]);
	});

	it('is refused if its process speaks another version', async () => {
		const { world, ending } = aWorld();
		const child = world.start(1, false);
		child.peer.version = PROTOCOL + 1;
		const [, earlier] = world.started;
		if (earlier) earlier.isReady = false;
		expect(await ending()).toBe('OWNER_AWAY'); // the other one may become ready
		if (earlier) world.router.leave(earlier.peer, 'it is gone');
		expect(await ending()).toBe('LINK_VERSION');
	});

	it('brings no more pieces than its caller has room for', async () => {
		let sent = 0;
		const { clock, askOf } = aWorld(async (open) => {
			for (; sent < 100; sent++) if (!(await open.put(sent))) return;
		});
		const asked = askOf('1');
		await clock.advance(5_000);
		expect(sent).toBe(WINDOW);
		expect((await asked.next())?.meta).toBe(0);
		await clock.advance(5_000);
		expect(sent).toBe(WINDOW + 1);
		const { said } = await inOrder(clock, collect(asked));
		expect(said).toHaveLength(99);
	});

	it('is given up by its owner when its caller leaves, and when its caller cannot be heard any more', async () => {
		const { clock, world, askOf } = aWorld(async (open) => void (await forever(open)));
		const asked = askOf('1');
		await clock.advance(10);
		expect(world.slots[1]?.answerer.openCount).toBe(1);
		asked.leave();
		await clock.advance(10);
		expect(world.openCount).toBe(0);
		askOf('1');
		await clock.advance(10);
		world.router.fromCaller = () => {};
		await clock.advance(11_000);
		expect(world.slots[1]?.answerer.openCount).toBe(0);
	});

	it('does not end because this process has slept', async () => {
		const { clock, askOf } = aWorld(async (open) => void (await forever(open)));
		const asked = askOf('1');
		await clock.advance(1_500);
		clock.oversleep(60_000);
		await clock.advance(3_000);
		expect(asked.failure).toBe(undefined);
		asked.leave();
	});
});
