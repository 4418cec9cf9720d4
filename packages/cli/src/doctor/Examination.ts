import type { Api, GuildWithRoles, Self, Shard } from '../connection/index.js';
import type { Surroundings } from '../surroundings/index.js';
import type { Answers } from './Answers.js';
import type { Finding } from './Finding.js';

/** What the user asked for. */
export interface DoctorQuestion {
	readonly guildId?: string;
	readonly tokenFile?: string;
	readonly api: string;
	/** Read the whole list, too, for which Discord gives one request in 30 seconds. */
	readonly full?: boolean;
}

/** What the checks have learned so far; the later ones need what the earlier ones found. */
export interface Examination {
	readonly question: DoctorQuestion;
	readonly surroundings: Surroundings;
	readonly answers: Answers;
	/** Is told the token, as soon as it is known, so that no finding shows it. */
	readonly keepSecret: (token: string) => void;
	token?: string;
	api?: Api;
	self?: Self;
	guild?: GuildWithRoles;
	shard?: Shard;
	/** The gateway has refused a request until then, in epoch ms. */
	gateShutUntil?: number;
}

/** One step of the examination. */
export interface Check {
	/** As `--json` names it. */
	readonly name: string;
	run(examination: Examination): Promise<Finding> | Finding;
}
