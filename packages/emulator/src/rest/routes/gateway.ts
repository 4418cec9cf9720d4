import { ok, type Route } from './Route.js';

/** Where the gateway is, and how a bot should connect to it. */
export const gatewayRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/gateway',
		name: 'getGateway',
		isPublic: true,
		handle: ({ context }) => ok({ url: context.gateway.url() }),
	},
	{
		method: 'GET',
		path: '/gateway/bot',
		name: 'getGatewayBot',
		handle: ({ context: { gateway }, bot }) =>
			ok({ url: gateway.url(), shards: gateway.shards(), session_start_limit: gateway.sessionStartLimit(bot.id) }),
	},
];
