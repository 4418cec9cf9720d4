import type { ReadMessage } from 'rollcall/stores';

/** The message of an entry of a stream; `undefined` if it is none. */
export function messageOf(entry: unknown): ReadMessage | undefined {
	const [id, fields] = entry as readonly [string, readonly string[]];
	const [, run, , lookedAt, , asOf, ...rest] = fields;
	const number = Number(id.split('-')[1]);
	if (run === undefined || lookedAt === undefined || asOf === undefined || !Number.isSafeInteger(number))
		return undefined;
	const guilds = new Map<string, string>();
	for (let at = 0; at + 1 < rest.length; at += 2) guilds.set(rest[at] as string, rest[at + 1] as string);
	return { run, number, lookedAt: Number(lookedAt), asOf: Number(asOf), guilds };
}

/** The id of the entry with this message. */
export function entryId({ run, number }: Pick<ReadMessage, 'run' | 'number'>): string {
	return `${tokenOf(run)}-${number}`;
}

function tokenOf(run: string): string {
	return /^\d+/.exec(run)?.[0] ?? '0';
}
