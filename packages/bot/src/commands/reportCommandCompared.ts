import type { IMemberFetchService } from 'rollcall';
import { inject, injectable } from '../injection/index.js';
import type { CommandContext, GuildCommandInteraction } from '../interfaces/Command.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { chooseWay } from '../migration/index.js';
import { compareHolders, holdersByDiscordJs, holdersByService } from '../report/index.js';
import { ReportDesk } from './ReportDesk.js';
import { ReportCommand } from './reportCommand.js';

/**
 * `/report` for `MEMBER_FETCH=report:compare`: answers the old way, then asks the service and logs where the two lists
 * differ. The rest of a report is the same code over either list.
 */
@injectable()
export class ReportCommandCompared extends ReportCommand {
	constructor(
		@inject(ReportDesk) desk: ReportDesk,
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
	) {
		super(desk);
	}

	override async execute(interaction: GuildCommandInteraction, context: CommandContext): Promise<void> {
		const { guild } = interaction;
		const { logger, signal } = context;
		const learn = (roleId: string) => {
			const legacy = () => holdersByDiscordJs(guild, roleId);
			const optimized = () => holdersByService(this.members, guild, roleId, { signal });
			return chooseWay('compare', { legacy, optimized, difference: compareHolders }, logger);
		};
		await this.desk.answer(interaction, context, learn);
	}
}
