import { destroyedBot } from '../errors/refusals.js';
import type { FetchContext } from '../fetching/FetchContext.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import { type RawRole, TransportError } from '../interfaces/ITransport.js';
import { type CalledGuild, currentRoles } from './CalledGuild.js';
import { lifetimeOf } from './lifetime.js';
import type { RosterService } from './RosterService.js';

const FOLLOWED_AGAIN = Symbol('The gateway tells of the roles again.');

/** What bounds the call that asks. */
export interface CallLimits extends Pick<FetchOptions, 'signal' | 'timeout'> {
	/** Monotonic ms at which it began. */
	readonly startedAt: number;
}

/**
 * Asks Discord for the roles of a guild, within the limits of one call. `undefined` if the gateway tells of them again
 * before they came.
 *
 * @param spend - told of what it cost
 * @throws MemberFetchError if the call is over, and TransportError if the roles did not come
 */
export async function readRoles(
	service: RosterService,
	called: CalledGuild,
	limits: CallLimits,
	spend: (context: FetchContext) => void,
): Promise<readonly RawRole[] | undefined> {
	const { sync, ref } = called;
	const refusal = service.preflight(sync, ref.id, ref.shardId, false);
	if (refusal) throw refusal;
	const guild = sync.guild(ref.id, ref.shardId);
	const { signal, boundMs, end } = limitsOf(service, called, limits);
	const context = service.context(sync, guild, signal);
	try {
		await context.spent.during('starts', () => service.operations.start(signal));
		const ask = (inner: AbortSignal) => context.transport.getRoles(ref.id, inner);
		const roles = await context.place.inTurn(() =>
			context.rest(ask, { gate: guild.limits.roles, longestWaitMs: boundMs }),
		);
		context.via.add('rest');
		return roles;
	} catch (error) {
		if (signal.reason === FOLLOWED_AGAIN) return undefined;
		throw signal.aborted ? signal.reason : error;
	} finally {
		end();
		service.slow.noteOwnLimits({ guildId: ref.id, spent: context.spent });
		spend(context);
		sync.dismiss(guild);
	}
}

/** Fires when the call or the bot is over, when it has taken too long, and when the gateway tells of the roles again. */
function limitsOf(service: RosterService, called: CalledGuild, limits: CallLimits) {
	const { sync, ref } = called;
	const { timeout, startedAt } = limits;
	const { clock, config, closing } = service;
	const boundMs = timeout === undefined ? config.timeouts.fullFetch : startedAt + timeout - clock.now();
	const life = lifetimeOf(limits, clock, ref.id, closing, startedAt);
	const controller = new AbortController();
	const onLifeEnd = () => controller.abort(life.signal.reason);
	if (life.signal.aborted) onLifeEnd();
	life.signal.addEventListener('abort', onLifeEnd);
	const onTooLong = () => controller.abort(new TransportError('unavailable', `No answer within ${boundMs} ms.`));
	const cancelTimer = clock.setTimer(boundMs, onTooLong);
	const onConnection = () => currentRoles(called) && controller.abort(FOLLOWED_AGAIN);
	const unlisten = sync.guild(ref.id, ref.shardId).listen({ onConnection });
	const unfollow = sync.ends.follow(() => life.stop(destroyedBot(ref.id)));
	const end = () => {
		unfollow();
		unlisten();
		cancelTimer();
		life.signal.removeEventListener('abort', onLifeEnd);
		life.end();
	};
	return { signal: controller.signal, boundMs, end };
}
