import * as z from '../../bundled/zod.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { id } from '../schemas/common.js';

const tag = 'The world';
const rate = z.number().min(0).optional();
const activityOptions = z.strictObject({
	guildId: id.optional(),
	...{
		joinsPerSecond: rate,
		leavesPerSecond: rate,
		updatesPerSecond: rate,
		voicePerSecond: rate,
		messagesPerSecond: rate,
	},
});

/** Members who act at a steady rate. */
export const activityRoutes = [
	route({
		...{ method: 'POST', path: '/activities', name: 'startActivity', tag },
		summary: 'Lets members join, leave, change, talk and use voice at a steady rate.',
		body: activityOptions,
		answer: z.strictObject({ id: z.string() }),
		handle({ control, body }) {
			const name = control.newId('activity');
			control.activities.set(name, control.emulator.world.startActivity(JSON.parse(JSON.stringify(body))));
			return { id: name };
		},
	}),
	route({
		...{ method: 'DELETE', path: '/activities/{activityId}', name: 'stopActivity', tag },
		summary: 'Ends an activity.',
		params: z.strictObject({ activityId: z.string() }),
		handle({ control, params: { activityId } }) {
			const stop = control.activities.get(activityId);
			if (!stop) throw notFound(`There is no activity ${activityId}.`);
			stop();
			control.activities.delete(activityId);
			return undefined;
		},
	}),
];
