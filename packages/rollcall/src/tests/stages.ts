import { DiscordEmulator } from 'rollcall-emulator';
import { expect, onTestFinished } from 'vitest';
import { type CommonOptions, heard, type Outcome, type Play } from './Play.js';
import { playClient } from './playClient.js';
import { playStandalone } from './playStandalone.js';
import type { Stage } from './stage.js';

/** The client libraries below the service: every proof holds over both. */
export const LIBRARIES = ['discord.js', 'standalone'] as const;
export type Library = (typeof LIBRARIES)[number];

export interface CommonStage extends Play, Pick<Stage, 'emulator' | 'truth' | 'stats'> {
	/** Resolves when the dispatch of this name (and user) has gone through the library. */
	told(name: string, userId?: string): Promise<void>;
}

/** Sets the stage; everything on it is taken down when the test ends. */
export async function setStageOn(library: Library, options: CommonOptions = {}): Promise<CommonStage> {
	const stage = await openStage(library, options);
	onTestFinished(() => stage.takeDown());
	return stage;
}

/** Sets the stage for a test that takes it down itself. */
export async function openStage(library: Library, options: CommonOptions = {}): Promise<CommonStage> {
	const emulator = new DiscordEmulator({ guilds: [{ members: options.members ?? 2_500 }], ...options.emulator });
	await emulator.start();
	const play = await (library === 'discord.js' ? playClient(emulator, options) : playStandalone(emulator, options));
	return {
		...play,
		emulator,
		truth: emulator.world.guild(),
		stats: () => emulator.stats.bot(),
		told: (name, userId) =>
			heard(play.hear, ({ t, d }) => t === name && (userId === undefined || userOf(d) === userId)),
		takeDown: async () => {
			await play.takeDown();
			await emulator.stop();
		},
	};
}

/** The answer is complete and says so, and each member is as the world has them. */
export function expectExact(answer: Outcome, { truth }: Pick<CommonStage, 'truth'>): void {
	expect(answer.error).toBeUndefined();
	expect(answer.metadata).toMatchObject({ status: 'complete', complete: true, totalCount: truth.size, coverage: 1 });
	expect(answer.success).toBe(true);
	expect(answer.differences(truth)).toEqual([]);
}

function userOf(data: unknown): string | undefined {
	return (data as { user?: { id: string } } | null)?.user?.id;
}
