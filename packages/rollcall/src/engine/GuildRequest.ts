import { destroyedBot } from '../errors/refusals.js';
import { FetchContext } from '../fetching/FetchContext.js';
import type { GuildState } from '../sync/GuildState.js';
import type { AskedGuild } from './CalledGuild.js';
import type { Engine } from './Engine.js';
import { type CallLimits, lifetimeOf } from './lifetime.js';
import { refusalOfRequest } from './preflight.js';

/** Something that one caller asks Discord about a guild, beside its member list. */
export interface GuildRequest<Value> {
	/** The thing that is asked for, as texts name it. */
	readonly what: string;
	/** Limits of its caller. */
	readonly limits: CallLimits;
	/** Watches for more that ends the request early; returns what undoes that. */
	watch?(stop: (reason: unknown) => void): () => void;
	ask(context: FetchContext): Promise<Value>;
}

/** How a request ended, and what it cost. */
export type RequestEnd<Value> = { readonly context: FetchContext } & (
	| { readonly isAnswered: true; readonly value: Value }
	/** The error that ended it early, or refused it. */
	| { readonly isAnswered: false; readonly failure: unknown }
);

/** Runs one request: checked, counted and bounded as a fetch is. Never rejects; leaves no timer and no listener. */
export async function runRequest<Value>(
	engine: Engine,
	asked: AskedGuild,
	guild: GuildState,
	{ what, limits, watch, ask }: GuildRequest<Value>,
): Promise<RequestEnd<Value>> {
	const { id: guildId } = asked.ref;
	const life = lifetimeOf(limits, engine.clock, guildId, engine.closing);
	const { signal } = life;
	const context = new FetchContext(asked.bot, guild, engine.fetching, signal, what);
	const endWait = engine.waits.follow(context.spent);
	const unfollow = asked.bot.ends.follow(() => life.stop(destroyedBot(guildId)));
	const unwatch = watch?.(life.stop);
	try {
		signal.throwIfAborted();
		const refusal = refusalOfRequest(asked);
		if (refusal) throw refusal;
		await context.spent.during('starts', () => engine.operations.start(signal));
		return { context, isAnswered: true, value: await context.place.inTurn(() => ask(context)) };
	} catch (error) {
		return { context, isAnswered: false, failure: signal.aborted ? signal.reason : error };
	} finally {
		endWait();
		engine.slow.noteOwnLimits({ guildId, spent: context.spent });
		unwatch?.();
		unfollow();
		life.end();
	}
}
