import { isDeepStrictEqual } from 'node:util';
import { CommandError } from '../errors/index.js';
import type { Side } from './Side.js';

/**
 * Refuses sides that say nothing together: other guilds or filters, and a side that is known not to be complete, unless the
 * user wants it. Members that such a list lacks seem to have left or joined.
 *
 * @returns the doubts that the user has to be told
 */
export function checkSides(before: Side, after: Side, allowsPartial: boolean): string[] {
	const sides = [before, after];
	const [first, second] = sides.map(({ facts }) => facts);
	if (first?.guildId !== undefined && second?.guildId !== undefined && first.guildId !== second.guildId)
		throw new CommandError(
			`${before.name} and ${after.name} are of other guilds: ${first.guildId} and ${second.guildId}.`,
		);
	if (first?.filters && second?.filters && !isDeepStrictEqual(first.filters, second.filters))
		throw new CommandError(
			`${before.name} and ${after.name} were made with other filters, so they cannot be compared.`,
		);
	for (const side of sides) refusePartial(side, allowsPartial);
	return sides
		.filter(({ facts }) => facts.complete !== true)
		.map(({ name, facts }) => `${name}: ${facts.doubt ?? 'not complete'}`);
}

/** Refuses a side that is known not to be complete, unless the user wants it. */
export function refusePartial({ name, facts }: Side, allowsPartial: boolean): void {
	if (facts.complete !== false || allowsPartial) return;
	throw new CommandError(
		`${name} is not complete: ${facts.doubt ?? 'it says so'}. Members that it lacks would seem to have left or joined. --partial compares anyway.`,
	);
}
