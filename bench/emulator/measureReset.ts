import { DiscordEmulator } from 'rollcall-emulator';
import { median } from '../reporting/median.js';

const MEMBERS = 1_000;
const ROUNDS = 21;
const CHANGES = 200;

/** Changes a world of a thousand members, and gives the ms until it is as at the start again. */
export async function measureReset(): Promise<number> {
	const emulator = new DiscordEmulator({ guilds: [{ members: MEMBERS }] });
	await emulator.start();
	try {
		const before = membersOf(emulator);
		const times: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			change(emulator);
			const begun = performance.now();
			emulator.reset();
			times.push(performance.now() - begun);
			if (membersOf(emulator) !== before) throw new Error('A reset has left something of the world before it.');
		}
		return median(times);
	} finally {
		await emulator.stop();
	}
}

function change({ world }: DiscordEmulator): void {
	const guild = world.guild();
	for (const id of guild.ids(0, CHANGES)) guild.update(id, { nick: 'changed' });
	for (const id of guild.ids(CHANGES, CHANGES)) guild.leave(id);
	for (let joined = 0; joined < CHANGES; joined++) guild.join();
}

const membersOf = ({ world }: DiscordEmulator): string => JSON.stringify([...world.guild().members()]);
