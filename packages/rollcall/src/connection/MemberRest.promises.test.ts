import { executionAsyncId } from 'node:async_hooks';
import * as library from '@discordjs/rest';
import { REST, type ResponseLike } from '@discordjs/rest';
import { expect, it } from 'vitest';
import { type BotOfRest, MemberRest } from './MemberRest.js';

class Rest extends MemberRest {
	constructor(bot: BotOfRest) {
		super(bot, library);
	}
}

/** Whether each promise of the process gets an id of its own, which takes time. Since Node 24 no context needs that. */
async function arePromisesFollowed(): Promise<boolean> {
	const ids = new Set<number>();
	for (let count = 0; count < 3; count++) {
		await null;
		ids.add(executionAsyncId());
	}
	return ids.size > 1;
}

it('leaves the promises of the process as they were, when the last of its requests is answered', async () => {
	const before = await arePromisesFollowed();
	const makeRequest = async () => new Response('[]', { headers: { 'Content-Type': 'application/json' } });
	const rest = new REST({ makeRequest: makeRequest as unknown as () => Promise<ResponseLike> });
	const asking = new Rest({ rest, token: () => 'token', readyFlags: () => undefined });
	const { signal } = new AbortController();
	await Promise.all([asking.getRoles('81384788765712384', signal), asking.getRoles('41771983423143937', signal)]);
	expect(await arePromisesFollowed()).toBe(before);
});
