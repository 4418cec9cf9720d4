import { afterAll, describe, expect, it, vi } from 'vitest';
import { createContainer, DI_TOKENS } from '../src/di/container.js';
import { HoldersCommand } from '../src/di/HoldersCommand.js';
import { holders } from '../src/holders.js';
import { holders as holdersBefore } from '../src/holdersBefore.js';
import { members } from '../src/members.js';
import { registerCommand, type Stage, setStage } from './stage.js';

afterAll(() => members.close());

async function ask({ emulator, role }: Stage, command: string): Promise<string> {
	const { content } = await emulator.actor().runs(command, { role: role.id }).answer();
	return content;
}

describe('the command of the guide', () => {
	it('gives the same answer before and after, and after also when it is asked again', async () => {
		const stage = await setStage();
		const { role, truth, emulator } = stage;
		const before = await registerCommand(stage, 'before', holdersBefore);
		const after = await registerCommand(stage, 'after', holders);
		const answer = `${role.holders.length} of ${truth.size} members hold ${role.name}.`;
		expect(await ask(stage, 'before')).toBe(answer);
		expect(await ask(stage, 'after')).toBe(answer);
		expect(await ask(stage, 'after')).toBe(answer);
		// The old way asks each time, and Discord refuses the second time: its user waits for an answer that does not come.
		const { full, refused } = emulator.stats.bot().memberRequests;
		emulator.actor().runs('before', { role: role.id });
		await expect.poll(() => before.map(({ name }) => name)).toEqual(['GatewayRateLimitError']);
		expect(emulator.stats.bot().memberRequests).toMatchObject({ full: full + 1, refused: refused + 1 });
		expect(after).toEqual([]);
	});

	it('says that a list is not complete, and logs why', async () => {
		const stage = await setStage({ intents: ['Guilds'] });
		const thrown = await registerCommand(stage, 'holders', holders);
		const log = vi.spyOn(console, 'error').mockImplementation(() => {});
		expect(await ask(stage, 'holders')).toBe(
			`0 of 0 members hold ${stage.role.name}. The list is partial: do not rely on it.`,
		);
		expect(log.mock.calls.join()).toContain('holders: MISSING_INTENT: ');
		log.mockRestore();
		expect(thrown).toEqual([]);
	});

	it('gets the service from a container, the same one each time', async () => {
		const { guild, role } = await setStage();
		const container = createContainer();
		const service = container.resolve(DI_TOKENS.IMemberFetchService);
		expect(await container.resolve(HoldersCommand).count(guild, role.id)).toBe(role.holders.length);
		expect(container.resolve(DI_TOKENS.IMemberFetchService)).toBe(service);
		expect(service.getStatistics()).toMatchObject({ totalRequests: 1, completeAnswers: 1 });
		await service.close();
	});
});
