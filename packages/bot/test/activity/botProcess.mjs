// A bot in its own process, which can be killed. Its time stands still until the parent sends how many milliseconds
// pass.
import { ManualClock } from 'rollcall-emulator';
import { Bot } from '../../dist/bot/Bot.js';
import { createContainer } from '../../dist/di/container.js';
import { readEnvironment } from '../../dist/environment/index.js';

const clock = new ManualClock(Number(process.argv[2]));
const environment = readEnvironment(process.env);
const bot = createContainer(environment, { clock }).resolve(Bot);

process.on('message', (message) => {
	if (message === 'stop') void bot.stop().then(() => process.exit(0));
	else clock.advance(message);
	process.send(clock.now());
});
await bot.start(environment.token);
process.send(clock.now());
