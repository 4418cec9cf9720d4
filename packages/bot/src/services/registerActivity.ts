import { ActivityExport } from '../activity/ActivityExport.js';
import { ActivityKeys } from '../activity/ActivityKeys.js';
import { ActivityLedger } from '../activity/ActivityLedger.js';
import { ActivitySums } from '../activity/ActivitySums.js';
import { activityMigrations } from '../activity/activityMigrations.js';
import { Coverage } from '../activity/Coverage.js';
import { DayTotals } from '../activity/DayTotals.js';
import { ExpiredSums } from '../activity/ExpiredSums.js';
import { GatewayWatch } from '../activity/GatewayWatch.js';
import { OpenSessions } from '../activity/OpenSessions.js';
import { OptOuts } from '../activity/OptOuts.js';
import { Retention } from '../activity/Retention.js';
import { VoiceRecorder } from '../activity/VoiceRecorder.js';
import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityTracker } from './activityTracker.js';

const STORES = [ActivityKeys, DayTotals, OpenSessions, ActivityLedger, ActivitySums, Coverage, OptOuts, ActivityExport];

export function registerActivity(container: DependencyContainer): void {
	container.registerInstance(DI_TOKENS.Migrations, activityMigrations);
	for (const store of STORES) container.registerSingleton(store as never);
	container.registerSingleton(ExpiredSums);
	container.registerSingleton(Retention);
	container.registerSingleton(VoiceRecorder);
	container.registerSingleton(GatewayWatch);
	container.registerSingleton(ActivityTracker);
	container.register(DI_TOKENS.Feature, { useToken: ActivityTracker });
	container.register(DI_TOKENS.ActivitySource, { useToken: ActivityTracker });
	container.register(DI_TOKENS.PersonalData, { useToken: ActivityTracker });
}
