import type { DependencyContainer } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityTracker } from '../services/activityTracker.js';
import { ActivityExport } from './ActivityExport.js';
import { ActivityKeys } from './ActivityKeys.js';
import { ActivityLedger } from './ActivityLedger.js';
import { ActivitySums } from './ActivitySums.js';
import { activityMigrations } from './activityMigrations.js';
import { Coverage } from './Coverage.js';
import { DayTotals } from './DayTotals.js';
import { ExpiredSums } from './ExpiredSums.js';
import { GatewayWatch } from './GatewayWatch.js';
import { OpenSessions } from './OpenSessions.js';
import { OptOuts } from './OptOuts.js';
import { Retention } from './Retention.js';
import { VoiceRecorder } from './VoiceRecorder.js';

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
