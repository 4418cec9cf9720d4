import type { WarmUpOptions, WarmUpResult } from '../../interfaces/WarmUp.js';
import { BACKGROUND_SENDS } from '../../pacing/SendGate.js';
import type { BotState } from '../../sync/BotState.js';
import type { AskedGuild } from '../CalledGuild.js';
import { checkIsObject, checkShared, wrongOption } from '../checkOptions.js';
import type { Engine } from '../Engine.js';
import { WarmUpRun } from './WarmUpRun.js';

const NAMES = ['order', 'restRequestsPerSecond', 'sendsPerMinute', 'progressCallback', 'signal'];
/** All that Discord lets a bot ask over REST in a second. */
const MOST_REST = 50;

/** Those that run. */
const running = new WeakMap<BotState, WarmUpRun>();

/** Proves the lists of a bot. If that is being done already, it joins, and the order and the shares stay as they are. */
export async function warmUp(
	engine: Engine,
	bot: BotState,
	guilds: () => Iterable<AskedGuild>,
	options: WarmUpOptions,
): Promise<WarmUpResult> {
	engine.throwIfClosed();
	check(options);
	const present = running.get(bot);
	if (present && !present.isStopped) return present.join(options);
	const begun = new WarmUpRun(engine, bot, guilds, options);
	running.set(bot, begun);
	const end = () => {
		if (running.get(bot) === begun) running.delete(bot);
	};
	begun.done.then(end, end);
	return begun.join(options);
}

function check(options: WarmUpOptions): void {
	checkIsObject(options);
	checkShared(options, NAMES);
	const { order, restRequestsPerSecond, sendsPerMinute } = options;
	if (order !== undefined && typeof order !== 'function') throw wrongOption('order', order, 'a function');
	checkShare('restRequestsPerSecond', restRequestsPerSecond, MOST_REST);
	checkShare('sendsPerMinute', sendsPerMinute, BACKGROUND_SENDS);
}

function checkShare(name: string, value: number | undefined, most: number): void {
	if (value !== undefined && !(Number.isInteger(value) && value >= 1 && value <= most))
		throw wrongOption(name, value, `a whole number from 1 to ${most}`);
}
