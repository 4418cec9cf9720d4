import { RemoteProcess } from '../processes/RemoteProcess.js';
import type { ClientCommands } from './client/ClientCommands.js';
import type { Throughput } from './EmulatorReport.js';
import type { ServedGuild, ServerCommands } from './server/ServerCommands.js';

/** A guild that one process serves, and a process with clients. */
export interface Stage {
	readonly guild: ServedGuild;
	readonly server: RemoteProcess<ServerCommands>;
	readonly client: RemoteProcess<ClientCommands>;
}

const SCRIPTS: Readonly<Record<Throughput['server'], URL>> = {
	emulator: new URL('./server/emulatorProcess.js', import.meta.url),
	'bare ws server': new URL('./server/bareProcess.js', import.meta.url),
};
const CLIENT = new URL('./client/clientProcess.js', import.meta.url);

/** Starts fresh processes, and ends them when `measure` is done. */
export async function withGuild<T>(
	name: Throughput['server'],
	members: number,
	measure: (stage: Stage) => Promise<T>,
): Promise<T> {
	const server = new RemoteProcess<ServerCommands>(name, SCRIPTS[name]);
	const client = new RemoteProcess<ClientCommands>('the clients', CLIENT);
	try {
		return await measure({ guild: await server.ask('start', { members }), server, client });
	} finally {
		await Promise.all([server.close(), client.close()]);
	}
}
