import { Registry } from 'prom-client';
import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { Dashboard } from './Dashboard.js';
import { LiveFeed } from './LiveFeed.js';
import { MemberLists } from './MemberLists.js';
import { Readiness, readinessMigrations } from './Readiness.js';
import { SnapshotTaker } from './SnapshotTaker.js';

export function registerDashboard(container: DependencyContainer): void {
	container.registerInstance(DI_TOKENS.Migrations, readinessMigrations);
	for (const part of [Readiness, SnapshotTaker, LiveFeed, MemberLists, Dashboard])
		container.registerSingleton(part as never);
	container.register(DI_TOKENS.Feature, { useToken: MemberLists });
	container.registerInstance(DI_TOKENS.Metrics, new Registry());
}
