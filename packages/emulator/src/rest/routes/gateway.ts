import { ok, type Route } from './Route.js';

/** Where the gateway is, and how a bot should connect to it. */
export const gatewayRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/gateway',
		name: 'getGateway',
		isPublic: true,
		handle: ({ context: { access }, host }) => ok({ url: access.gatewayUrlAt(host) }),
	},
	{
		method: 'GET',
		path: '/gateway/bot',
		name: 'getGatewayBot',
		handle: ({ context: { access, gateway }, bot, host }) =>
			ok({
				url: access.gatewayUrlAt(host),
				shards: gateway.shards(),
				session_start_limit: gateway.sessionStartLimit(bot.id),
			}),
	},
];
