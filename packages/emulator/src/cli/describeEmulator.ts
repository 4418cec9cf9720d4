import type { ControlServer } from '../control/index.js';
import type { DiscordEmulator } from '../DiscordEmulator.js';

/** Everything that a client needs to connect: addresses, token and guilds. */
export function describeEmulator(
	emulator: DiscordEmulator,
	asJson: boolean,
	server?: Pick<ControlServer, 'url' | 'token'>,
	page?: string,
): string {
	const control = server && { url: server.url, token: server.token };
	const { restUrl, gatewayUrl, token, options } = emulator;
	const guilds = [...emulator.world.guilds.values()].map(({ id, name, size }) => ({ id, name, members: size }));
	if (asJson)
		return JSON.stringify({
			restUrl,
			gatewayUrl,
			token,
			seed: options.seed,
			profile: options.profile,
			guilds,
			control,
			page,
		});
	return [
		`REST     ${restUrl}`,
		`Gateway  ${gatewayUrl}`,
		`Token    ${token}`,
		...(control ? [`Control  ${control.url}`, `         with the token ${control.token}`] : []),
		...guilds.map(({ id, name, members }) => `Guild    ${id}  ${name}, ${members.toLocaleString('en-US')} members`),
		...(page === undefined ? [] : [`Page     ${page}`]),
		`Profile  ${options.profile}, seed ${options.seed}. Stop with Ctrl+C.`,
	].join('\n');
}
