import type { FetchContext } from '../fetching/FetchContext.js';
import { type RawRole, TransportError } from '../interfaces/ITransport.js';
import { type CalledGuild, currentRoles } from './CalledGuild.js';
import type { Engine } from './Engine.js';
import { runRequest } from './GuildRequest.js';
import type { CallLimits } from './lifetime.js';

const FOLLOWED_AGAIN = Symbol('The gateway reports the roles again.');

/**
 * Asks Discord for the roles of a guild, within the limits of one call. `undefined` if the gateway reports them again
 * before they came.
 *
 * @param spend - gets what it cost
 * @throws MemberFetchError if the call is over, and TransportError if the roles did not come
 */
export async function readRoles(
	engine: Engine,
	called: CalledGuild,
	limits: CallLimits & { readonly startedAt: number },
	spend: (context: FetchContext) => void,
): Promise<readonly RawRole[] | undefined> {
	const { bot, ref } = called;
	const { clock, config } = engine;
	const { timeout, startedAt } = limits;
	const guild = bot.guild(ref.id, ref.shardId);
	const longestWaitMs = timeout === undefined ? config.timeouts.fullFetch : startedAt + timeout - clock.now();
	const end = await runRequest<readonly RawRole[]>(engine, called, guild, {
		what: 'the roles',
		limits,
		watch: (stop) => {
			const onConnection = () => currentRoles(called) && stop(FOLLOWED_AGAIN);
			const onTooLong = () => stop(new TransportError('unavailable', `No answer within ${longestWaitMs} ms.`));
			const undo = [guild.listen({ onConnection }), clock.setTimer(longestWaitMs, onTooLong)];
			return () => {
				for (const stopWatching of undo) stopWatching();
			};
		},
		ask: async (context) => {
			const ask = (signal: AbortSignal) => context.transport.getRoles(ref.id, signal);
			const roles = await context.rest(ask, { gate: guild.limits.roles, longestWaitMs });
			context.via.add('rest');
			return roles;
		},
	});
	spend(end.context);
	bot.dismiss(guild);
	if (end.isAnswered) return end.value;
	if (end.failure === FOLLOWED_AGAIN) return undefined;
	throw end.failure;
}
