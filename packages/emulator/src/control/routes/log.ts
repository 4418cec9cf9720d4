import * as z from '../../bundled/zod.js';
import { wrongIn } from '../../log/index.js';
import { Refused } from '../Refused.js';
import { route } from '../Route.js';
import { logEntryAnswer } from '../schemas/answers.js';
import { inQuery, within } from '../schemas/common.js';
import { deadline } from '../waits.js';

const tag = 'The log';
const after = z.int().min(0).describe('Only entries with a greater `n`.');
const MOST_ENTRIES = 1000;

/** What happened, and waits for it. */
export const logRoutes = [
	route({
		...{ method: 'GET', path: '/log', name: 'getLog', tag },
		summary: 'What bots did, what they were told, and what changed, the oldest first.',
		query: z.strictObject({
			after: inQuery(after).default(0),
			limit: inQuery(z.int().min(1).max(MOST_ENTRIES)).default(100),
			type: z.enum(['request', 'frame', 'close', 'dispatch', 'change']).optional(),
		}),
		answer: z.array(logEntryAnswer),
		handle: ({ control, query: { type, ...selection } }) =>
			control.log.select({ ...selection, ...(type && { where: { type } }) }),
	}),
	route({
		...{ method: 'POST', path: '/log/await', name: 'awaitLog', tag },
		summary:
			'Waits for entries that fit `where`: an object fits if each of its keys fits, and a condition such as {"$matches": "^a"} takes the place of any value.',
		body: z.strictObject({
			where: z.looseObject({}),
			after: after.default(0),
			count: z.int().min(1).max(MOST_ENTRIES).default(1).describe('How many to wait for.'),
			within: within.default(5000),
		}),
		answer: z.array(logEntryAnswer),
		async handle({ control, body: { where, after, count, within }, gone }) {
			const wrong = wrongIn(where);
			if (wrong !== undefined) throw new Refused(400, wrong, 'The page "Control over HTTP" lists the conditions.');
			const end = deadline(within, gone);
			try {
				const found = await control.log.wait({ where, after, limit: count }, end.signal);
				if (found.length >= count) return found;
				throw new Refused(
					504,
					`${found.length} of ${count} entries came within ${within} ms that fit ${JSON.stringify(where)}.`,
					'GET /log shows what came.',
				);
			} finally {
				end.end();
			}
		},
	}),
];
