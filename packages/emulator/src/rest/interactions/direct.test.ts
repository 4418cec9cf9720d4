import { expect, it, onTestFinished } from 'vitest';
import { DiscordEmulator } from '../../DiscordEmulator.js';

it('an interaction from direct messages has a user, but no guild and no member, and a user who left can send it, too', async () => {
	const emulator = new DiscordEmulator({ guilds: [{ members: 5 }] });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const guild = emulator.world.guild();
	const { user } = guild.join();
	guild.leave(user.id);
	const botId = emulator.bots[0]?.id ?? '';
	const { data } = emulator.interactions.send({
		botId,
		userId: user.id,
		isDirect: true,
		data: { id: '1', name: 'x', type: 1 },
	});
	expect(data).toMatchObject({ user: { id: user.id }, context: 1, channel: { type: 1 } });
	for (const key of ['guild', 'guild_id', 'guild_locale', 'member']) expect(data).not.toHaveProperty(key);
	const again = emulator.interactions.send({
		botId,
		userId: user.id,
		isDirect: true,
		data: { id: '1', name: 'x', type: 1 },
	});
	expect(again.data.channel?.id).toBe(data.channel?.id);
	const nobody = { botId, userId: '1', isDirect: true, data: {} };
	expect(() => emulator.interactions.send(nobody)).toThrow('no user 1');
});
