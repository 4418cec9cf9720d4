import { element, find, setAttribute, setText } from '../../../emulator/page/src/elements.js';
import { figuresPart } from './figures.js';
import { Growth } from './growth.js';
import { guildsPart } from './guilds.js';
import { healthPart, statusOf } from './health.js';
import { Members } from './members.js';
import { operationsPart } from './operations.js';
import { listen } from './server.js';

const growth = new Growth();
const members = new Members();
const parts = [
	healthPart(),
	figuresPart(),
	operationsPart(),
	guildsPart((guild) => {
		growth.show(guild.id);
		members.choose(guild);
	}),
];
const [bot, link] = [find('bot'), find('link')];

listen(
	(snapshot) => {
		for (const show of parts) show(snapshot);
		const fetched = new Set(snapshot.operations.map(({ guildId }) => guildId));
		for (const guild of snapshot.guilds) members.update(guild, fetched.has(guild.id));
		const name = snapshot.isDemo ? `${snapshot.bot}, a demo on the emulator` : snapshot.bot;
		if (bot.textContent !== name) bot.replaceChildren(element('span', {}, name));
		document.title = `${statusOf(snapshot)} · Rollcall status`;
	},
	(state) => {
		if (state === 'lost') document.title = 'no answer · Rollcall status';
		setText(link, state === 'live' ? 'live' : 'The bot does not answer. Trying again…');
		setAttribute(link, 'data-status', state);
		document.body.classList.toggle('lost', state === 'lost');
	},
);
