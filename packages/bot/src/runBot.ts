import { Bot } from './bot/Bot.js';
import { createContainer } from './di/container.js';
import { endProcess } from './endProcess.js';
import type { Environment } from './environment/index.js';
import type { DependencyContainer } from './injection/index.js';
import { DI_TOKENS } from './interfaces/tokens.js';

/** Work before the login and after the stop. */
export interface Around {
	readonly beforehand?: (container: DependencyContainer) => void;
	readonly afterwards?: () => Promise<void>;
}

/** Makes the bot and logs it in. A signal ends it, and the process. */
export async function runBot(environment: Environment, token: string, { beforehand, afterwards }: Around = {}) {
	const container = createContainer(environment);
	beforehand?.(container);
	const logger = container.resolve(DI_TOKENS.Logger);
	const bot = container.resolve(Bot);
	const end = endProcess(() => bot.stop().then(afterwards), logger);
	try {
		const client = await bot.start(token);
		bot.onRefusal(({ message }) => {
			process.stderr.write(`${message}\n`);
			end(1);
		});
		return { client, container };
	} catch (error) {
		await bot.stop();
		throw error;
	}
}
