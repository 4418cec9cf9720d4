import type { Stage } from './startBot.js';
import { until } from './until.js';

const CALLBACK = /\/callback/;

/**
 * Discord receives the bot's next request to a route and never answers. The bot gives up as soon as Discord has it, as
 * it does after its request timeout.
 */
export function loseAnswer(
	{ bot, emulator }: Pick<Stage, 'bot' | 'emulator'>,
	isTaken: () => boolean,
	{ route = 'interactionCallback', path = CALLBACK } = {},
): void {
	emulator.faults.add({ on: 'rest', route, delay: 600_000, times: 1 });
	const { options } = bot.client.rest;
	const { makeRequest } = options;
	options.makeRequest = async (url, init) => {
		if (!path.test(url)) return makeRequest(url, init);
		options.makeRequest = makeRequest;
		const givenUp = new AbortController();
		void until(isTaken).then(() => givenUp.abort());
		return makeRequest(url, { ...init, signal: givenUp.signal });
	};
}
