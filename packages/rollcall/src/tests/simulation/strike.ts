import type { Blow } from './Scenario.js';
import type { SimulatedDiscord } from './SimulatedDiscord.js';

/** Makes it befall the gateway now. */
export function strike(discord: SimulatedDiscord, blow: Exclude<Blow, { kind: 'forget' }>): void {
	const { gateway, timers } = discord;
	switch (blow.kind) {
		case 'cut':
			gateway.cut();
			timers.after(blow.afterMs, () => reconnect(discord, blow));
			break;
		case 'silence':
			gateway.fallSilent();
			timers.after(blow.afterMs, () => {
				gateway.cut(); // a missed heartbeat is noticed at last
				reconnect(discord, blow);
			});
			break;
		case 'interruption':
			gateway.interrupt();
			timers.after(blow.afterMs, () => gateway.resume());
			break;
		case 'outage':
			discord.outage(blow.afterMs);
			break;
		case 'skip':
			gateway.loseNext = true;
			break;
		case 'lag':
			gateway.lagMs = 20 + blow.afterMs;
			break;
		case 'foreign':
			discord.foreign(blow.nonce);
			break;
	}
}

function reconnect(discord: SimulatedDiscord, { resumes, createMs }: { resumes: boolean; createMs: number }): void {
	if (resumes) discord.gateway.resume();
	else discord.renew(createMs);
}
