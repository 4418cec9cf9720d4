import type { Chunk, Subject } from '../Subject.js';
import type { Check, Finding } from './Check.js';

/** The whole list, and how it came. */
export const listChecks: readonly Check[] = [
	{ name: 'the whole list', run: fetchAll },
	{ name: 'its chunks', run: async ({ chunks }) => describeChunks(chunks) },
	{ name: 'the list again, at once', run: fetchAgain },
	{ name: 'another full request within 30 s', run: askTooEarly },
];

async function fetchAll({ service, guild }: Subject): Promise<Finding> {
	const { metadata, error } = await service.fetchGuildMembers(guild, { timeout: 300_000 });
	const { status, totalCount, requests, fetchTime } = metadata;
	return {
		behaviour: `${status}, by ${metadata.via.join(' and ')}`,
		figures: `${totalCount} members, ${requests.gateway} gateway and ${requests.rest} REST requests, ${seconds(fetchTime)}`,
		...(!metadata.complete && { problem: error?.message ?? `The list is ${status}.` }),
	};
}

function describeChunks(chunks: readonly Chunk[]): Finding {
	const nonce = chunks[0]?.nonce;
	const ours = chunks.filter((chunk) => chunk.nonce === nonce);
	const ids = ours.flatMap(({ userIds }) => userIds);
	const inOrder = ours.every(({ index }, position) => index === position);
	const short = ours.slice(0, -1).filter(({ userIds }) => userIds.length < 1_000).length;
	const rises = ids.every((id, at) => at === 0 || BigInt(ids[at - 1] as string) < BigInt(id));
	return {
		behaviour: [
			`the nonce is ${nonce === undefined ? 'not ' : ''}given back`,
			inOrder ? 'in order' : 'out of order',
			`ids ${rises ? 'rise' : 'do not rise'}`,
			new Set(ids).size === ids.length ? 'nobody twice' : 'some member twice',
			short === 0 ? 'only the last is short' : 'others than the last are short',
		].join(', '),
		figures: `${ours.length} of ${ours[0]?.count ?? 0} chunks, ${Math.max(...ours.map(({ userIds }) => userIds.length))} in the largest`,
	};
}

async function fetchAgain({ service, guild }: Subject): Promise<Finding> {
	const { metadata } = await service.fetchGuildMembers(guild);
	const { requests, complete } = metadata;
	const asked = requests.gateway + requests.rest;
	return {
		behaviour: `${metadata.status}, ${asked === 0 ? 'no request' : 'asked again'}`,
		figures: `${metadata.fetchTime.toFixed(1)} ms`,
		...((!complete || asked > 0) && { problem: `The second answer was ${metadata.status}, for ${asked} requests.` }),
	};
}

/** By discord.js itself, since the service never asks too early. */
async function askTooEarly({ guild }: Subject): Promise<Finding> {
	try {
		const members = await guild.members.fetch({ time: 60_000 });
		return { behaviour: 'answered', figures: `${members.size} members` };
	} catch (error) {
		const { name, data } = error as Error & { data?: { retry_after?: number } };
		const wait = data?.retry_after;
		return { behaviour: name, ...(wait !== undefined && { figures: `wait ${seconds(wait * 1_000)}` }) };
	}
}

function seconds(ms: number): string {
	return `${(ms / 1_000).toFixed(1)} s`;
}
