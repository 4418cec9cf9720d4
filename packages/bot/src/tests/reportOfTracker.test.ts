import { ManualClock } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import { startBot } from './startBot.js';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 11, 15, 6);

it('a report shows what the tracker has seen, and how much of the day that was', async () => {
	const clock = new ManualClock(NOW);
	const { actor, guild } = await startBot({ clock });
	const role = guild.createRole({ name: 'crew' }).id;
	const talker = guild.memberAt(3).user.id;
	guild.update(talker, { roles: [role], joined_at: '2020-01-01T00:00:00.000000+00:00' });
	const lounge = [...guild.channels.values()].find(({ name }) => name === 'Lounge')?.id ?? '';
	actor(talker).joinsVoice(lounge);
	// The answer to a command comes after the events before it.
	await actor().runs('members count').answer();
	for (let hour = 0; hour < 6; hour++) clock.advance(HOUR);
	const options = { role, start_date: '261215', end_date: '261215' };
	const answer = await actor()
		.runs('report', options)
		.answer(({ files }) => files.length > 0);
	expect(answer.embeds[0]?.description).toContain('Observed 50 %');
	expect(answer.embeds[0]?.description).toContain('6 h of 0 h');
});
