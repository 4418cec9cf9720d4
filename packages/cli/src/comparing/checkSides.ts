import { isDeepStrictEqual } from 'node:util';
import { CommandError } from '../errors/index.js';
import type { Side } from './Side.js';

/**
 * Refuses sides that say nothing together: other guilds or filters, and a side that is known not to be complete, unless the
 * user wants it. Who is missing in such a list seems to have left.
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
	const partial = sides.find(({ facts }) => facts.complete === false);
	if (partial && !allowsPartial)
		throw new CommandError(
			`${partial.name} is not complete: ${partial.facts.doubt ?? 'it says so'}. Who is missing would seem to have left. --partial compares anyway.`,
		);
	return sides
		.filter(({ facts }) => facts.complete !== true)
		.map(({ name, facts }) => `${name}: ${facts.doubt ?? 'not complete'}`);
}
