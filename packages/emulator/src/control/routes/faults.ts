import * as z from '../../bundled/zod.js';
import type { GatewayCut, GatewayFaults } from '../../faults/index.js';
import { faultOf } from '../faultOf.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { id } from '../schemas/common.js';
import { faultSchema, type GatewayFaultName, gatewayFaults } from '../schemas/faults.js';

const tag = 'Faults';
const added = z.strictObject({ id: z.string(), fault: faultSchema });

/** What goes wrong. */
export const faultRoutes = [
	route({
		...{ method: 'GET', path: '/faults', name: 'listFaults', tag },
		summary: 'The faults that were added here and not removed. Those that have met all their requests are among them.',
		answer: z.array(added),
		handle: ({ control }) => [...control.faults].map(([each, { fault }]) => ({ id: each, fault })),
	}),
	route({
		...{ method: 'POST', path: '/faults', name: 'addFault', tag },
		summary: 'Adds a fault of requests for members or of REST. The page "Faults" explains each key.',
		body: faultSchema,
		answer: added,
		handle({ control, body: fault }) {
			const name = control.newId('fault');
			control.faults.set(name, { fault, remove: control.emulator.faults.add(faultOf(fault)) });
			return { id: name, fault };
		},
	}),
	route({
		...{ method: 'DELETE', path: '/faults', name: 'clearFaults', tag },
		summary: 'Removes all faults, and ends pauses, lags, losses and refusals of the gateway.',
		handle({ control }) {
			control.emulator.faults.clear();
			control.faults.clear();
			return undefined;
		},
	}),
	route({
		...{ method: 'DELETE', path: '/faults/{faultId}', name: 'removeFault', tag },
		summary: 'Removes one fault.',
		params: z.strictObject({ faultId: z.string() }),
		handle({ control, params: { faultId } }) {
			const fault = control.faults.get(faultId);
			if (!fault)
				throw notFound(
					`There is no fault ${faultId}.`,
					`There are ${[...control.faults.keys()].join(', ') || 'none'}.`,
				);
			fault.remove();
			control.faults.delete(faultId);
			return undefined;
		},
	}),
	...(Object.keys(gatewayFaults) as GatewayFaultName[]).map((name) =>
		route({
			...{
				method: 'POST',
				path: `/faults/gateway/${name}`,
				name: `gateway${name[0]?.toUpperCase()}${name.slice(1)}`,
				tag,
			},
			summary: `Does \`faults.gateway.${name}\` at once. The page "Faults" says what it is.`,
			body: gatewayFaults[name] as z.ZodType<Record<string, unknown>>,
			handle({ control, body }) {
				doToGateway(control.emulator.faults.gateway, name, body);
				return undefined;
			},
		}),
	),
	route({
		...{ method: 'POST', path: '/dispatch', name: 'dispatch', tag },
		summary: 'Sends a dispatch as it is: what the world does not have.',
		body: z.strictObject({
			event: z.string().min(1),
			data: z.unknown(),
			target: z.strictObject({ botId: id.optional(), shardId: z.int().min(0).optional() }).optional(),
		}),
		handle({ control, body: { event, data, target } }) {
			control.emulator.dispatch(event, data ?? null, JSON.parse(JSON.stringify(target ?? {})));
			return undefined;
		},
	}),
];

/** Calls a method of `faults.gateway` with what JSON says. */
export function doToGateway(
	gateway: GatewayFaults,
	name: GatewayFaultName,
	{ count, ms, ...target }: Record<string, unknown>,
): void {
	const rest = target as unknown as GatewayCut;
	if (name === 'lag') gateway.lag(ms as number, rest);
	else if (name === 'skipSequence') gateway.skipSequence(count as number | undefined, rest);
	else if (name === 'loseNextEvents') gateway.loseNextEvents(count as number, rest);
	else if (name === 'refuseConnections') gateway.refuseConnections(count as number | undefined);
	else if (name === 'clear') gateway.clear();
	else gateway[name](rest);
}
