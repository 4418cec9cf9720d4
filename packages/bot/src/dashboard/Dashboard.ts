import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { IMemberFetchService } from 'rollcall';
import { collectMetrics } from 'rollcall/metrics';
import type { Clock } from '../clock/index.js';
import type { Environment } from '../environment/index.js';
import { StartError } from '../errors/index.js';
import { GrowthStore } from '../growth/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { Access } from './access/Access.js';
import { WrongTokens } from './access/WrongTokens.js';
import { createServer } from './createServer.js';
import { LiveFeed } from './LiveFeed.js';
import { MemberLists } from './MemberLists.js';
import { Readiness } from './Readiness.js';
import { addActions, addGuilds } from './routes/guilds.js';
import { addLive } from './routes/live.js';
import { addMetrics, collectReadiness } from './routes/metrics.js';
import { addPageFiles } from './routes/pageFiles.js';
import { addProbes } from './routes/probes.js';

/** The bot as seen from outside: probes, metrics and the status page, at `DASHBOARD_HOST:DASHBOARD_PORT`. */
@injectable()
export class Dashboard {
	#server: FastifyInstance | undefined;
	#url: string | undefined;

	constructor(
		@inject(DI_TOKENS.Environment) private readonly environment: Environment,
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(DI_TOKENS.Metrics) private readonly metrics: Registry,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
		@inject(Readiness) private readonly readiness: Readiness,
		@inject(LiveFeed) private readonly feed: LiveFeed,
		@inject(MemberLists) private readonly lists: MemberLists,
		@inject(GrowthStore) private readonly growth: GrowthStore,
	) {}

	/** Where a person opens the page; `undefined` before it listens. */
	get url(): string | undefined {
		return this.#url;
	}

	/** @throws StartError if the address cannot be taken */
	async listen(): Promise<void> {
		const { dashboard } = this.environment;
		const now = () => this.clock.now();
		const access = new Access(dashboard.token, now);
		const server = await createServer(dashboard, access, new WrongTokens(now), this.logger);
		this.#server = server;
		addProbes(server, this.readiness);
		collectMetrics(this.members, { register: this.metrics });
		collectReadiness(this.metrics, this.readiness);
		addMetrics(server, this.metrics);
		addLive(server, this.feed);
		addGuilds(server, this.lists, this.growth, this.clock);
		addActions(server, this.lists, this.members);
		addPageFiles(server);
		try {
			await server.listen({ host: dashboard.host, port: dashboard.port });
		} catch (error) {
			throw explain(error as NodeJS.ErrnoException, dashboard.host, dashboard.port);
		}
		this.#url = urlOf(dashboard.host, server.server.address() as AddressInfo);
		this.logger.info({ url: this.#url, needsToken: access.needsToken }, `The status page is at ${this.#url}`);
	}

	async close(): Promise<void> {
		this.feed.close();
		await this.#server?.close();
	}
}

/** A server on all addresses is on this machine, too. */
function urlOf(host: string, { port }: AddressInfo): string {
	const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
	return `http://${name}:${port}/`;
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): StartError {
	const where = `The status page cannot listen at ${host}, port ${port}`;
	if (error.code === 'EADDRINUSE')
		return new StartError(
			`${where}: another program is there. Set DASHBOARD_PORT to another port, or to 0 for any that is free.`,
			{ cause: error },
		);
	return new StartError(`${where}: ${error.message}. Check DASHBOARD_HOST and DASHBOARD_PORT.`, { cause: error });
}
