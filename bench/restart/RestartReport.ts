import type { Setting } from '../reporting/Report.js';
import type { LabelledFigures, SavedFigures } from './BotCommands.js';

/** One bot that is started again with many guilds: what is kept as JSON. */
export interface RestartReport {
	readonly setting: Setting;
	readonly guilds: number;
	readonly shardCount: number;
	readonly members: number;
	readonly saved: SavedFigures;
	readonly discordJs: LabelledFigures;
	readonly standalone: LabelledFigures;
	readonly resume: {
		readonly resumedMs: number;
		readonly stallMs: number;
		/** Requests for members, over the gateway and over REST. */
		readonly requests: number;
	};
	readonly proven: {
		/** On the clock of the service. */
		readonly provenMs: number;
		/** What Discord's limit of sends leaves to the best possible client. */
		readonly floorMs: number;
	};
}
