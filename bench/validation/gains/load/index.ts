import { formatTime, whole } from '../../../reporting/figures.js';
import { markdownTable } from '../../../reporting/markdownTable.js';
import { titles } from '../../bot/Way.js';
import type { Gain } from '../../promises/Gain.js';
import type { LoadFound } from './LoadFound.js';
import { measureLoad, PAUSE_MS } from './measureLoad.js';

/** Many commands at once. */
export const load: Gain<LoadFound> = {
	name: 'load',
	promise: 'rate limits under load',
	measure: measureLoad,
	explanation: [
		`- All people begin at once. Each waits for the answer, pauses for ${PAUSE_MS / 1000} s, and runs the next command in another guild. Each command needs all members of its guild. Nobody joins, leaves or changes meanwhile, so every answer can be checked: by its size, and the first and last list of each guild in every field.`,
		'- refused: requests that Discord answered with RATE_LIMITED or 429. unanswered: commands that still waited when the time was up; the waits do not count them.',
		'- Both ways ran at the same time, each in its own process with its own emulator.',
	],
	judge: (found) =>
		found
			.filter(({ way }) => way !== 'discord.js')
			.flatMap(({ requests, commands, answered, unanswered }) => {
				const refused = requests.refused.gateway + requests.refused.rest;
				return [
					{ what: 'no request refused', figure: `${refused} refused`, isReached: refused === 0 },
					{
						what: 'every command answered with a right list',
						figure: `${whole(answered)} of ${whole(commands + unanswered)}`,
						isReached: answered === commands + unanswered,
					},
				];
			}),
	findLies: (found) =>
		found
			.filter(({ way, wrong }) => way !== 'discord.js' && wrong > 0)
			.map(({ way, wrong }) => `${titles[way]}: ${wrong} lists were called complete and are not.`),
	render(found) {
		const column = (render: (each: LoadFound) => string) => found.map(render);
		const [first] = found;
		const { people = 0, guilds = 0, members = 0, seconds = 0 } = first?.scale ?? {};
		const setting = `${people} people, ${guilds} guilds of ${whole(members)}, ${seconds} s`;
		return markdownTable(
			[setting, ...found.map(({ way }) => titles[way])],
			[
				['commands', ...column(({ commands, unanswered }) => whole(commands + unanswered))],
				['answered with a list', ...column(({ answered }) => whole(answered))],
				['… of them wrong', ...column(({ wrong }) => whole(wrong))],
				['answered with an error', ...column(renderErrors)],
				['unanswered', ...column(({ unanswered }) => whole(unanswered))],
				[
					'requests: gateway + REST',
					...column(({ requests }) => `${whole(requests.gateway)} + ${whole(requests.rest)}`),
				],
				[
					'… of them refused',
					...column(({ requests: { refused } }) => `${whole(refused.gateway)} + ${whole(refused.rest)}`),
				],
				['wait for a list: median', ...column(({ waitsMs }) => (waitsMs ? formatTime(waitsMs.p50) : ''))],
				['… p99', ...column(({ waitsMs }) => (waitsMs ? formatTime(waitsMs.p99) : ''))],
				['… longest', ...column(({ waitsMs }) => (waitsMs ? formatTime(waitsMs.max) : ''))],
				['longest wait of any command', ...column(({ longestMs }) => formatTime(longestMs))],
			],
		);
	},
};

function renderErrors({ errors }: LoadFound): string {
	const entries = Object.entries(errors);
	return entries.length === 0 ? '0' : entries.map(([code, count]) => `${whole(count)} ${code}`).join(', ');
}
