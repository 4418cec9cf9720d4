import { type DiscordEmulator, DiscordEmulator as Emulator, type EmulatorOptions } from 'rollcall-emulator';
import { onTestFinished } from 'vitest';

/** With this many members, a full list takes three chunks. */
export const MEMBERS = 2500;

/** Starts an emulator that stops when the test is over. */
export async function startEmulator(
	options: EmulatorOptions = { guilds: [{ members: MEMBERS }] },
): Promise<DiscordEmulator> {
	const emulator = new Emulator(options);
	await emulator.start();
	onTestFinished(() => emulator.stop());
	return emulator;
}

/** The fields of a member that every client has. */
export interface Row {
	readonly id: string;
	readonly username: string;
	readonly nick: string | null;
	readonly roles: readonly string[];
}

/** The members of a guild as the world knows them now, in the order of the ids. */
export function truth(emulator: DiscordEmulator, guildId?: string): Row[] {
	return [...emulator.world.guild(guildId).members()].map(({ user, nick, roles }) => ({
		id: user.id,
		username: user.username,
		nick: nick ?? null,
		roles: roles.toSorted(),
	}));
}

/** The rows of a client in the order of the ids. */
export function sorted(rows: Iterable<Row>): Row[] {
	const inOrder = [...rows].sort((left, right) => (BigInt(left.id) < BigInt(right.id) ? -1 : 1));
	return inOrder.map((row) => ({ ...row, roles: row.roles.toSorted() }));
}
