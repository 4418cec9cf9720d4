import type { DiscordEmulator } from 'rollcall-emulator';
import { nameOfApi } from '../connection/nameOfApi.js';
import { DISCORD_API_BASE, type Environment } from '../environment/index.js';

type Described = Pick<DiscordEmulator, 'restUrl' | 'world'>;

/** What this start has begun. */
interface Begun {
	readonly hasNewPast: boolean;
	readonly pageUrl: string;
	/** Where the files of answers are saved. */
	readonly folder: string;
}

/** Says that this is not Discord, and how to use Discord. */
export function describeEmulatedDiscord(
	{ restUrl, world }: Described,
	{ apiBase, databasePath }: Environment,
	{ hasNewPast, pageUrl, folder }: Begun,
): string[] {
	const guild = world.guild();
	return [
		`Open ${pageUrl} to see the bot at work. The chart of its report is saved as ${folder}/report.png.`,
		'This is a demo: not Discord but its emulator, in this process:',
		`  ${restUrl} (on loopback), one guild "${guild.name}" with ${guild.size.toLocaleString('en')} made-up members,`,
		'  which join, leave, change roles, write and talk in voice. Now and then one of them types a command.',
		`  The bot records into ${databasePath}${hasNewPast ? ', with a made-up week before this start' : ''}. Ctrl+C ends it.`,
		...(apiBase === DISCORD_API_BASE ? [] : [`  DISCORD_API_BASE=${nameOfApi(apiBase)} is ignored in a demo.`]),
		'To run on Discord, put DISCORD_TOKEN=… into a file .env here, and leave out --demo; packages/bot/.env.development is an example.',
		'',
	];
}
