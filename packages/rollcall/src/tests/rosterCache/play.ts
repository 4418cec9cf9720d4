import { expect } from 'vitest';
import type { Make } from './Bot.js';
import { look } from './look.js';
import { differences } from './rendering/differences.js';
import { type Props, Scene } from './Scene.js';
import { type Script, STEPS } from './scripts.js';
import { TwoBots } from './TwoBots.js';

/** What happened in a run, so that a test can say that it did. */
export type Tally = Record<string, number>;

/** Plays a script to two bots, and throws if they saw anything different. */
export async function play(script: Script, makes: readonly [Make, Make], tally: Tally): Promise<void> {
	const bots = await TwoBots.logIn(script.seed, makes, script.habits);
	try {
		await run(bots, script, tally);
	} finally {
		count(bots, tally);
		await bots.end();
	}
}

async function run(bots: TwoBots, { steps }: Script, tally: Tally): Promise<void> {
	const props: Props = { messages: [], threads: [], events: [], gone: [] };
	for (const [index, { name, pick, more, look: kind }] of steps.entries()) {
		const [room = '', step = ''] = name.split('.');
		const scene = new Scene(bots, props, pick, more);
		if (scene.world.hasBot(bots.botId)) await STEPS[room]?.[step]?.(scene);
		tally[name] = (tally[name] ?? 0) + 1;
		if (kind === null) continue;
		await bots.settle();
		expectAlike(bots, `after step ${index}, ${name}`, kind, pick);
	}
	for (const world of bots.worlds) world.recover();
	await bots.settle();
	expectAlike(bots, 'at the end', 'everything', 0);
}

function expectAlike({ wanted, found }: TwoBots, when: string, kind: Parameters<typeof look>[1], pick: number): void {
	const events = differences(wanted.heard.take(), found.heard.take(), 'event');
	expect(events, when).toEqual([]);
	expect(differences(look(wanted, kind, pick), look(found, kind, pick), 'sees'), when).toEqual([]);
}

function count({ found }: TwoBots, tally: Tally): void {
	for (const name of ['shardResume', 'shardReady', 'guildMemberUpdate', 'guildMemberAdd', 'userUpdate']) {
		tally[name] = (tally[name] ?? 0) + found.heard.count(name);
	}
}
