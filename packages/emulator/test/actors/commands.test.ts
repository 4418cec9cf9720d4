import {
	type APIApplicationCommandOption,
	ApplicationCommandType,
	type AutocompleteInteraction,
	type ChatInputCommandInteraction,
	type MessageContextMenuCommandInteraction,
	ApplicationCommandOptionType as Option,
	PermissionFlagsBits,
	REST,
	Routes,
	type UserContextMenuCommandInteraction,
} from 'discord.js';
import { ActorError, DiscordEmulator } from 'rollcall-emulator';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { aStage, type Stage } from './stage.js';

let stage: Stage;
const guild = () => stage.emulator.world.guild();
const role = () => [...guild().roles.values()][1] as { id: string; name: string };
const channels = (type: number) => [...guild().channels.values()].filter((channel) => channel.type === type);

const description = 'What it does.';
const option = (type: number, name: string, more: object = {}) =>
	({ type, name, description, ...more }) as APIApplicationCommandOption;

const commands = [
	{
		name: 'report',
		description,
		nameLocalizations: { ko: '보고서' },
		options: [
			{ ...option(Option.Role, 'role', { required: true }), nameLocalizations: { ko: '역할' } },
			option(Option.String, 'start', { minLength: 6, maxLength: 10 }),
			option(Option.Integer, 'hours', { minValue: 0, maxValue: 24 }),
			option(Option.Number, 'share', { minValue: 0.5 }),
			option(Option.Boolean, 'test_mode'),
			option(Option.User, 'member'),
			option(Option.Channel, 'channel', { channelTypes: [0] }),
			option(Option.Mentionable, 'whom'),
			option(Option.Attachment, 'file'),
			option(Option.String, 'unit', { choices: [{ name: 'Hours', value: 'h' }] }),
		],
	},
	{ name: 'admin', description, defaultMemberPermissions: PermissionFlagsBits.ManageGuild },
	{
		name: 'settings',
		description,
		options: [
			option(Option.SubcommandGroup, 'hours', {
				options: [option(Option.Subcommand, 'set', { options: [option(Option.Integer, 'hours', { required: true })] })],
			}),
			option(Option.Subcommand, 'show'),
		],
	},
	{ name: 'Card of', type: ApplicationCommandType.User, nameLocalizations: { ko: '명함' } },
	{ name: 'Quote it', type: ApplicationCommandType.Message, defaultMemberPermissions: PermissionFlagsBits.ManageGuild },
	{ name: 'find', description, options: [option(Option.String, 'name', { required: true, autocomplete: true })] },
];

/** Runs a command and gives what the bot's client made of it. */
async function received<Interaction = ChatInputCommandInteraction<'cached'>>(run: () => unknown): Promise<Interaction> {
	const heard = new Promise<Interaction>((resolve) => stage.onInteraction(resolve));
	run();
	return heard;
}

beforeAll(async () => {
	stage = await aStage();
	await stage.register(...(commands as never[]));
});

describe('an actor who runs commands', () => {
	it('sends every kind of option with its resolved data, as discord.js reads it', async () => {
		const member = guild().memberAt(7);
		const actor = stage.emulator.actor(guild().memberAt(3).user.id, { locale: 'ko' });
		const { options, ...interaction } = await received(() =>
			actor.runs('report', {
				...{ role: role(), start: '260101', hours: 12, share: 0.75, test_mode: true, unit: 'Hours' },
				...{ member: member.user, channel: channels(0)[1] as { id: string }, whom: guild().id },
			}),
		);
		expect(interaction).toMatchObject({ locale: 'ko', guildLocale: 'en-US', commandName: 'report' });
		expect(interaction.member.id).toBe(actor.id);
		expect(options.getRole('role')?.name).toBe(role().name);
		expect([options.getString('start'), options.getInteger('hours'), options.getNumber('share')]).toEqual([
			'260101',
			12,
			0.75,
		]);
		expect([options.getBoolean('test_mode'), options.getString('unit')]).toEqual([true, 'h']);
		expect(options.getUser('member')?.username).toBe(member.user.username);
		expect(options.getMember('member')?.roles.cache.has(member.roles[0] ?? guild().id)).toBe(true);
		expect(options.getChannel('channel')?.name).toBe(channels(0)[1]?.name);
		expect(options.getMentionable('whom')).toMatchObject({ id: guild().id, name: '@everyone' });
	});

	it('knows names in its own language, and sends those of the command', async () => {
		const actor = stage.emulator.actor(undefined, { locale: 'ko' });
		const { options, commandName } = await received(() => actor.runs('/보고서', { 역할: role().id }));
		expect([commandName, options.data.map(({ name }) => name)]).toEqual(['report', ['role']]);
		expect(() => stage.emulator.actor().runs('보고서')).toThrow(/no slash command "보고서"/);
	});

	it('goes down into groups and subcommands', async () => {
		const { options } = await received(() => stage.emulator.actor().runs('settings hours set', { hours: 3 }));
		expect([options.getSubcommandGroup(), options.getSubcommand(), options.getInteger('hours')]).toEqual([
			'hours',
			'set',
			3,
		]);
		const other = await received(() => stage.emulator.actor().runs('settings show'));
		expect([other.options.getSubcommandGroup(), other.options.getSubcommand()]).toEqual([null, 'show']);
	});

	it.each([
		['nothing', {}, /no slash command "nothing". Registered for this guild: "report", "admin"/],
		['settings', {}, /cannot be run without a subcommand; it has the subcommands "hours", "show"/],
		['settings hours get', {}, /\/settings hours has no subcommand "get"; it has "set"/],
		['report', {}, /"role" of \/report is required/],
		['report', { role: '1' }, /has no role 1/],
		['report', { role: 5 }, /"role" must be an id/],
		['report', { colour: 'red' }, /no option "colour"; it has "role", "start"/],
		['report', { start: 'short' }, /"start" must be a text of a length from 6 to 10; it is "short"/],
		['report', { hours: 25 }, /"hours" must be a number from 0 to 24; it is 25/],
		['report', { hours: 1.5 }, /"hours" must be a whole number/],
		['report', { share: 0.4 }, /"share" must be a number from 0.5/],
		['report', { test_mode: 'yes' }, /"test_mode" must be true or false; it is "yes"/],
		['report', { unit: 'days' }, /"unit" must be one of "h"/],
		['report', { member: '123' }, /No user has the id 123/],
		['report', { file: 'a.txt' }, /"file" must be a file: { name, bytes }; it is "a.txt"/],
		[
			'report',
			{ start: { name: 'a.txt', bytes: new Uint8Array() } },
			/"start" must be a value and not a file; it is "a.txt"/,
		],
		['find', { name: 5 }, /"name" must be a text/],
	])('gets an error for what Discord would not send: /%s %j', (name, options, message) => {
		const valid = name === 'report' && !('role' in options) && Object.keys(options).length > 0 ? { role: role() } : {};
		const run = () => stage.emulator.actor().runs(name, { ...valid, ...options });
		expect(run).toThrow(ActorError);
		expect(run).toThrow(message);
	});

	it('cannot pick a channel of another type', () => {
		const voice = channels(2)[0] as { id: string };
		expect(() => stage.emulator.actor().runs('report', { role: role(), channel: voice })).toThrow(
			/only 0 can be picked/,
		);
	});

	it('cannot run what the permissions of the command forbid, except by force, as if admins had allowed it', async () => {
		const actor = stage.emulator.actor(guild().memberAt(4).user.id);
		guild().setRoles(actor.id, []);
		expect(() => actor.runs('admin')).toThrow(/does not see \/admin: it needs the permissions 32/);
		const { memberPermissions } = await received(() => actor.runs('admin', {}, { force: true }));
		expect(memberPermissions.has('ManageGuild')).toBe(false);
		const manager = guild().createRole({ permissions: '32' });
		guild().addRole(actor.id, manager.id);
		await received(() => actor.runs('admin'));
	});

	it('attaches a file to an option', async () => {
		const bytes = Buffer.from('name;hours');
		const file = { name: 'hours.csv', type: 'text/csv', bytes };
		const { options } = await received(() => stage.emulator.actor().runs('report', { role: role(), file }));
		const attachment = options.getAttachment('file', true);
		expect(attachment).toMatchObject({
			name: 'hours.csv',
			size: bytes.length,
			contentType: 'text/csv',
			ephemeral: true,
		});
		expect(stage.emulator.world.attachments.get(attachment.id)?.bytes).toEqual(bytes);
	});

	it('picks a command from the menu of a user, by the name in its own language', async () => {
		const { user, roles } = guild().memberAt(7);
		const actor = stage.emulator.actor(undefined, { locale: 'ko' });
		const { commandName, targetUser, targetMember } = await received<UserContextMenuCommandInteraction<'cached'>>(() =>
			actor.runsOnUser('명함', user),
		);
		expect([commandName, targetUser.username]).toEqual(['Card of', user.username]);
		expect(targetMember?.roles.cache.has(roles[0] ?? guild().id)).toBe(true);
		expect(() => actor.runsOnUser('report', user)).toThrow(/no command "report" for the menu of users.*"Card of"/);
		expect(() => actor.runsOnUser('명함', '1')).toThrow(/No user has the id 1/);
	});

	it('picks a command from the menu of a message, if it may', async () => {
		const author = stage.emulator.actor(guild().memberAt(4).user.id);
		guild().setRoles(author.id, []);
		const message = author.says('to be quoted');
		const { targetMessage } = await received<MessageContextMenuCommandInteraction<'cached'>>(() =>
			stage.emulator.actor().runsOnMessage('Quote it', message),
		);
		expect([targetMessage.id, targetMessage.content, targetMessage.author.id]).toEqual([
			message.id,
			'to be quoted',
			author.id,
		]);
		expect(() => author.runsOnMessage('Quote it', message)).toThrow(/does not see \/Quote it/);
		await received(() => author.runsOnMessage('Quote it', message, { force: true }));
		expect(() => author.runsOnMessage('Quote it', { id: '1', channel_id: message.channel_id })).toThrow(/is gone/);
	});

	it('finds no commands of a guild any more after the bot was removed from it', async () => {
		const emulator = new DiscordEmulator({ guilds: [{ members: 5 }] });
		await emulator.start();
		onTestFinished(() => emulator.stop());
		const [bot] = emulator.bots;
		const [id, token] = [bot?.id ?? '', bot?.token ?? ''];
		const rest = new REST({ api: emulator.restUrl }).setToken(token);
		const guildId = emulator.world.guild().id;
		const put = (path: `/${string}`, name: string) => rest.put(path, { body: [{ name, description }] });
		await put(Routes.applicationGuildCommands(id, guildId), 'here');
		await put(Routes.applicationCommands(id), 'everywhere');
		emulator.world.guild().leave(id);
		emulator.world.guild().join({ user: { id } });
		expect(await rest.get(Routes.applicationGuildCommands(id, guildId))).toEqual([]);
		expect(() => emulator.actor().runs('here')).toThrow(/Registered for this guild: "everywhere"/);
	});

	it('can do nothing if it is not a member', () => {
		expect(() => stage.emulator.actor('1').runs('find', { name: 'x' })).toThrow(/user 1 is not a member of the guild/);
	});

	it('gets the choices of an autocompletion', async () => {
		stage.onInteraction((interaction: AutocompleteInteraction) => {
			const { name, value } = interaction.options.getFocused(true);
			return interaction.respond([{ name: `${name}: ${value}…`, value: 'x' }]);
		});
		const { kind, choices } = await stage.emulator.actor().autocompletes('find', { name: 'ro' }, 'name').answer();
		expect({ kind, choices }).toEqual({ kind: 'choices', choices: [{ name: 'name: ro…', value: 'x' }] });
		expect(() => stage.emulator.actor().autocompletes('report', {}, 'start')).toThrow(
			/"start" of \/report has no auto/,
		);
	});
});
