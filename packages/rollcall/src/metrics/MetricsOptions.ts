import type { Registry, RegistryContentType } from 'prom-client';

/** How the metrics of a service are registered. */
export interface MetricsOptions {
	/** The register that the metrics join. @defaultValue the default register of prom-client */
	readonly register?: Registry<RegistryContentType>;
	/** The beginning of each name. @defaultValue 'rollcall_' */
	readonly prefix?: string;
	/**
	 * How many guilds get figures of their own, with their id in the label `guild`: those with the most members. The others
	 * are summed as `guild="other"`, and of their ages the oldest counts. With 0 there is no label, and all guilds are summed.
	 * @defaultValue 0
	 */
	readonly guildLabels?: number;
	/**
	 * Labels for everything, such as `{ bot: 'main' }`. If a process has several services in one register, they need labels
	 * with the same names and other values.
	 * @defaultValue {}
	 */
	readonly labels?: Readonly<Record<string, string>>;
}
