import { MemberFetchError } from 'rollcall';
import { afterAll, describe, expect, it } from 'vitest';
import { describeMembers, everyone } from '../src/fetching/answers.js';
import { members } from '../src/members.js';
import { setStage } from './stage.js';

afterAll(() => members.close());

describe('the answers', () => {
	it('are everyone, if the list is complete', async () => {
		const { guild, truth } = await setStage();
		expect(await describeMembers(guild)).toBe('1200 members.');
		expect((await everyone(guild)).sort()).toEqual([...truth.members()].map(({ user }) => user.id).sort());
	});

	it('say how many of how many, if the time is up first', async () => {
		const { guild, emulator } = await setStage();
		emulator.faults.add({ on: 'memberRequest', lose: 'last' });
		emulator.faults.add({ on: 'rest', route: 'listMembers', delay: 60_000, times: 10 });
		expect(await describeMembers(guild, 1_000)).toBe('1000 of about 1200 members (partial). Try again in a minute.');
	});

	it('are an error, if somebody has to fix something', async () => {
		const { guild } = await setStage({ intents: ['Guilds'] });
		const failures = await Promise.all([describeMembers(guild), everyone(guild)].map((one) => one.catch((e) => e)));
		expect(failures.map((error) => MemberFetchError.is(error, 'MISSING_INTENT'))).toEqual([true, true]);
	});
});
