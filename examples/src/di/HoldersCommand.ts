import 'reflect-metadata';
import type { Guild } from 'discord.js';
import type { IMemberFetchService } from 'rollcall';
import { inject, injectable } from 'tsyringe';
import { DI_TOKENS } from './container.js';

@injectable()
export class HoldersCommand {
	constructor(@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService) {}

	async count(guild: Guild, roleId: string): Promise<number> {
		const { roster } = await this.members.fetchRoleMembers(guild, roleId, { require: 'complete' });
		return roster.size;
	}
}
