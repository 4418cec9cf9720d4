import { gatewayUrlAt } from '../../access/index.js';
import { ok, type Route } from './Route.js';

/** Where the gateway is, and how a bot should connect to it. */
export const gatewayRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/gateway',
		name: 'getGateway',
		isPublic: true,
		handle: ({ host }) => ok({ url: gatewayUrlAt(host) }),
	},
	{
		method: 'GET',
		path: '/gateway/bot',
		name: 'getGatewayBot',
		handle: ({ context: { gateway }, bot, host }) =>
			ok({ url: gatewayUrlAt(host), shards: gateway.shards(), session_start_limit: gateway.sessionStartLimit(bot.id) }),
	},
];
