import type { RestAnswer, RestRoute, RestTurn } from '../interfaces/IBotGates.js';

/** The turns of REST for one guild, which all processes of the bot share. */
export interface RestTurns {
	/** Asks for a turn. It never rejects. */
	take(route: RestRoute): Promise<RestTurn>;
	/** A request that had its turn has ended: call it once for each turn that was taken. */
	tell(route: RestRoute, answer: RestAnswer): void;
}
