import { expect, it } from 'vitest';
import { startBot } from '../tests/startBot.js';

it('/members tells how many there are, and that the list is complete', async () => {
	const { actor, guild } = await startBot();
	expect(await actor().runs('members').answer()).toMatchObject({
		content: `This server has **${guild.size}** members. The list is complete.`,
		isEphemeral: false,
		wasDeferred: true,
	});
});

it('/members answers in Korean where the user reads Korean', async () => {
	const { actor, guild } = await startBot();
	const { content } = await actor(undefined, { locale: 'ko' }).runs('멤버').answer();
	expect(content).toBe(`이 서버의 멤버는 **${guild.size}명**입니다. 목록이 완전합니다.`);
});

it('/members says why it can not work without the members intent', async () => {
	const { actor } = await startBot({ env: { ENABLE_GUILD_MEMBERS_INTENT: 'false' } });
	expect(await actor().runs('members').answer()).toMatchObject({
		content: expect.stringContaining('ENABLE_GUILD_MEMBERS_INTENT=false'),
		isEphemeral: true,
	});
});
